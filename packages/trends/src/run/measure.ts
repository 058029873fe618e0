import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { type PerfReport, readReport, ReportError } from '@night-pilot/perf-report';
import type { TrendsError } from '../errors.ts';
import type { Durations } from './durations.ts';
import { failureOf } from './failure.ts';
import type { MeasuringTask, TaskRunner } from './measuring-task.ts';
import { readProgress } from './read-progress.ts';
import { listParts, type RunFolder, unwritable } from './run-folder.ts';
import type { EndedTask, MeasuredTask, RunStatus } from './status.ts';
import { timeLeft } from './time-left.ts';

export interface MeasureOptions {
  runner: TaskRunner;
  folder: RunFolder;
  env: Record<string, string>;
  /** Durations of the targets in earlier runs. */
  durations: Durations;
  onStatus: (status: RunStatus) => void;
  onEnd: (task: MeasuredTask) => void;
  /** Called when the log could not be written. The measurements are not affected. */
  onLogError: (error: TrendsError) => void;
  signal?: AbortSignal | undefined;
}

/** Interval between two readings of the progress. Long, because reading disturbs the measurement. */
const STATUS_INTERVAL_MS = 1_000;

/** Characters of a target's output that are kept in memory; the log holds all of it. */
const KEPT_OUTPUT = 64 * 1024;

/**
 * Runs measuring targets one after the other. A target that fails does not stop the others.
 *
 * @throws the reason of `signal` when that ends it.
 */
export async function measure(
  tasks: readonly MeasuringTask[],
  options: MeasureOptions,
): Promise<MeasuredTask[]> {
  // `finished`, below, reports an error of the log.
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
    options.onLogError(unwritable(options.folder.log, cause));
  });
  return measured;
}

async function measureTask(
  tasks: readonly MeasuringTask[],
  index: number,
  { runner, folder, env, durations, onStatus, signal }: MeasureOptions,
  log: (text: string) => void,
): Promise<MeasuredTask> {
  const [task, ...waiting] = tasks.slice(index);
  if (task === undefined) throw new RangeError(`There is no task ${index}.`);
  signal?.throwIfAborted();
  const startedAt = performance.now();
  const reportStatus = async () => {
    const progress = await readProgress(folder.progress);
    const elapsedMs = performance.now() - startedAt;
    const current = { id: task.id, elapsedMs, done: 0, total: 0, ...progress };
    const ids = waiting.map(({ id }) => id);
    const left = timeLeft(current, ids, durations);
    onStatus({ task, number: index + 1, count: tasks.length, progress, left });
  };
  const earlierParts = await listParts(folder);
  await rm(folder.progress, { force: true });
  await reportStatus();
  const timer = setInterval(() => void reportStatus(), STATUS_INTERVAL_MS);
  let output = '';
  let exitCode = 1;
  let startFailure: string | null = null;
  try {
    exitCode = await runner.run(task, {
      env: { ...env, PERF_PROGRESS: folder.progress },
      onOutput: (text) => {
        log(text);
        output = (output + text).slice(-KEPT_OUTPUT);
      },
      signal,
    });
  } catch (error) {
    // The other targets can still be measured.
    startFailure = `it could not be run: ${(error as Error).message}`;
    log(`${(error as Error).stack ?? startFailure}\n`);
  } finally {
    clearInterval(timer);
  }
  signal?.throwIfAborted();
  const ownParts = (await listParts(folder)).filter((path) => !earlierParts.includes(path));
  const ended = { task, exitCode, output, ...(await readParts(ownParts)) };
  const failure = startFailure ?? failureOf(ended);
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
