import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ownedTemporaryFolder } from '@night-pilot/perf-report/process';
import { cachegrindCommand, readInstructions } from '@night-pilot/perf-host/count';
import type { FailureDescription } from '@night-pilot/perf-host/fork';
import type { Command } from './command.ts';
import { runOnce, type RunOnceOptions } from './run-once.ts';

/** The result of one run of a command under Valgrind. */
export type ProcessCount =
  | CountedCommandRun
  | { state: 'refused'; reason: string }
  /** It failed under Valgrind, and works without. */
  | { state: 'failed'; reason: string };

export interface CountedCommandRun {
  state: 'counted';
  /** The sum over all processes of the run. */
  instructions: number;
  processes: number;
  durationMs: number;
}

export interface CountProcessOptions extends RunOnceOptions {
  /** Path of Valgrind. */
  valgrind: string;
}

const COUNT = 'count.';
const LOG = 'log.';

/**
 * Counts the instructions of one run of a command, with all processes that it starts. Instructions of a process before
 * it replaced itself by another program (`exec`) are not counted.
 *
 * @throws the reason of an abort; all processes were ended then.
 */
export async function countProcess(
  command: Command,
  { valgrind, ...options }: CountProcessOptions,
): Promise<ProcessCount> {
  const folder = await ownedTemporaryFolder('perf-kit-count-process-');
  try {
    const [program, ...flags] = cachegrindCommand(valgrind, {
      // Each process writes files of its own.
      countFile: join(folder, `${COUNT}%p`),
      logFile: join(folder, `${LOG}%p`),
    });
    const counted: Command = [program ?? valgrind, ...flags, ...FOLLOW, ...command];
    const run = await runOnce(counted, options);
    if (run.state === 'failed') return withoutCount(run.error, options.limitMs);
    const counts = await contentsOf(folder, COUNT);
    const logs = await contentsOf(folder, LOG);
    const reason = refusalOf(counts, logs);
    if (reason !== null) return { state: 'refused', reason };
    const instructions = [...counts.values()].map(readInstructions);
    return {
      state: 'counted',
      instructions: instructions.reduce((sum, count) => sum + count, 0),
      processes: instructions.length,
      durationMs: run.elapsedMs,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Flags with which Valgrind follows into programs that the command starts. Each of them begins a log; a mere fork, which
 * still runs the program of its parent, does not. vgdb would leave pipes behind.
 */
const FOLLOW = ['--trace-children=yes', '--child-silent-after-fork=yes', '-v', '--vgdb=no'];

function withoutCount({ code, message }: FailureDescription, limitMs: number): ProcessCount {
  if (code === 'TIME_LIMIT') {
    const reason = `it takes more than ${limitMs / 1000} s under Valgrind`;
    return { state: 'refused', reason };
  }
  return { state: 'failed', reason: `under Valgrind it ${message.replaceAll('\n', ' ')}` };
}

function refusalOf(counts: Map<string, string>, logs: Map<string, string>): string | null {
  // The count of a fork contains everything that its parent had done before.
  if ([...counts.keys()].some((pid) => !logs.has(pid))) {
    return 'it forks copies of itself, such as subshells, which cannot be counted apart';
  }
  const isWhole = (pid: string) => /^(?:summary|totals):/m.test(counts.get(pid) ?? '');
  if (logs.size > 0 && [...logs.keys()].every(isWhole)) return null;
  return 'it leaves a process running, or starts one that Valgrind cannot follow';
}

async function contentsOf(folder: string, prefix: string): Promise<Map<string, string>> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(prefix));
  const files = names.map(async (name): Promise<[string, string]> => [
    name.slice(prefix.length),
    await readFile(join(folder, name), 'utf8'),
  ]);
  return new Map(await Promise.all(files));
}
