import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cachegrindCommand, readInstructions } from '@night-pilot/perf-host/count';
import type { FailureDescription } from '@night-pilot/perf-host/fork';
import type { Command } from './command.ts';
import { runOnce, type RunOnceOptions } from './run-once.ts';

/** What one run of a command under Valgrind gave. */
export type ProcessCount =
  | CountedCommandRun
  | { state: 'refused'; reason: string }
  /** It did not end as it does without Valgrind. */
  | { state: 'failed'; reason: string };

export interface CountedCommandRun {
  state: 'counted';
  /** Of all processes of the run together. */
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
 * Counts the instructions of one run of a command, of its processes and of all that they start. What a
 * process did before it replaced itself by another program (`exec`) is not in it.
 *
 * @throws the reason of an abort; all processes were ended then.
 */
export async function countProcess(
  command: Command,
  { valgrind, ...options }: CountProcessOptions,
): Promise<ProcessCount> {
  const folder = await mkdtemp(join(tmpdir(), 'perf-kit-count-'));
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
 * Valgrind follows into programs that the command starts, each of which begins a log. A mere fork,
 * which still runs the program of its parent, begins none. vgdb would leave pipes behind.
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
  // The count of a fork starts with all that its parent had done so far.
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
