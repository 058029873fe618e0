import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { type PerfReport, readReport, ReportError } from '@night-pilot/perf-kit/report';
import type { Durations } from './durations.ts';
import { type EndedTask, failureOf } from './failure.ts';
import type { MeasuringTask, TaskRunner } from './measuring-task.ts';
import { type ProgressLine, readProgress } from './read-progress.ts';
import { listParts, type RunFolder, unwritable } from './run-folder.ts';
import { type TimeLeft, timeLeft } from './time-left.ts';

/** How far a run is. */
export interface RunStatus {
  task: MeasuringTask;
  /** From 1. */
  number: number;
  count: number;
  /** null until the measuring process has said something. */
  progress: ProgressLine | null;
  /** null when nothing is known about it. */
  left: TimeLeft | null;
}

/** A target that has ended, well or not. */
export interface MeasuredTask extends EndedTask {
  durationMs: number;
  /** Why it did not measure all that it should have, or null. */
  failure: string | null;
}

export interface MeasureOptions {
  runner: TaskRunner;
  folder: RunFolder;
  env: Record<string, string>;
  /** What the targets took before. */
  durations: Durations;
  onStatus: (status: RunStatus) => void;
  onEnd: (task: MeasuredTask) => void;
  signal?: AbortSignal | undefined;
}

/** How often the progress is read: rarely, because it is done beside the measurement. */
const STATUS_INTERVAL_MS = 1_000;

/** Of what a target prints only the end is looked at; the log holds all of it. */
const KEPT_OUTPUT = 64 * 1024;

/**
 * Runs measuring targets one after the other, and goes on when one fails.
 *
 * @throws the reason of `signal` when that ends it, {@link TrendsError} `OUTPUT_UNWRITABLE`
 *   when what the targets print cannot be kept.
 */
export async function measure(
  tasks: readonly MeasuringTask[],
  options: MeasureOptions,
): Promise<MeasuredTask[]> {
  // An error of the log is told by `finished`, below.
  const log = createWriteStream(options.folder.log).on('error', () => undefined);
  const measured: MeasuredTask[] = [];
  try {
    for (const [index, task] of tasks.entries()) {
      log.write(`=== ${task.id}\n`);
      const ended = await measureTask(tasks, index, options, (text) => log.write(text));
      measured.push(ended);
      options.onEnd(ended);
    }
  } finally {
    log.end();
    await rm(options.folder.progress, { force: true });
  }
  await finished(log).catch((cause: unknown) => {
    throw unwritable(options.folder.log, cause);
  });
  return measured;
}

async function measureTask(
  tasks: readonly MeasuringTask[],
  index: number,
  { runner, folder, env, durations, onStatus, signal }: MeasureOptions,
  keep: (text: string) => void,
): Promise<MeasuredTask> {
  const [task, ...waiting] = tasks.slice(index);
  if (task === undefined) throw new RangeError(`There is no task ${index}.`);
  signal?.throwIfAborted();
  const startedAt = performance.now();
  const status = async () => {
    const progress = await readProgress(folder.progress);
    const elapsedMs = performance.now() - startedAt;
    const current = { id: task.id, elapsedMs, done: 0, total: 0, ...progress };
    const ids = waiting.map(({ id }) => id);
    const left = timeLeft(current, ids, durations);
    onStatus({ task, number: index + 1, count: tasks.length, progress, left });
  };
  const before = await listParts(folder);
  await rm(folder.progress, { force: true });
  await status();
  const timer = setInterval(() => void status(), STATUS_INTERVAL_MS);
  let output = '';
  let exitCode = 1;
  let refusal: string | null = null;
  try {
    exitCode = await runner.run(task, {
      env: { ...env, PERF_PROGRESS: folder.progress },
      onOutput: (text) => {
        keep(text);
        output = (output + text).slice(-KEPT_OUTPUT);
      },
      signal,
    });
  } catch (error) {
    // One target that cannot be run is no reason to lose what the others measured.
    refusal = `it could not be run: ${(error as Error).message}`;
    keep(`${(error as Error).stack ?? refusal}\n`);
  } finally {
    clearInterval(timer);
  }
  signal?.throwIfAborted();
  const left = (await listParts(folder)).filter((path) => !before.includes(path));
  const ended = { task, exitCode, output, ...(await readParts(left)) };
  const failure = refusal ?? failureOf(ended);
  return { ...ended, durationMs: performance.now() - startedAt, failure };
}

async function readParts(
  paths: readonly string[],
): Promise<Pick<EndedTask, 'parts' | 'unreadable'>> {
  const parts: PerfReport[] = [];
  let unreadable: string | null = null;
  for (const path of paths) {
    try {
      parts.push(await readReport(path));
    } catch (error) {
      if (!(error instanceof ReportError)) throw error;
      unreadable ??= error.message;
    }
  }
  return { parts, unreadable };
}
