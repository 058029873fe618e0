import { causeOf, run } from '@night-pilot/perf-host/process';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import type { FailureDescription } from '@night-pilot/perf-host/fork';
import { type Command, commandLine } from './command.ts';

/** Characters of standard error that are kept. */
const OUTPUT_KEPT = 8000;

export interface RunOnceOptions {
  /** Working directory. */
  cwd: string;
  /** A run is killed after this time, in ms; time in which it waits for a CPU does not count, see `limitGivenTime`. */
  limitMs: number;
  signal?: AbortSignal | undefined;
}

export type RunResult =
  /** It ended with exit code 0. The time is from just before its start to its end. */
  | { state: 'ended'; elapsedMs: number }
  /** The message is the rest of a sentence that begins with the command. */
  | { state: 'failed'; error: FailureDescription };

/**
 * Runs a command in a process group of its own, with nothing on standard input. Its output is thrown away.
 * Processes of the group that are left when the command has ended are killed.
 *
 * @throws {PerfKitError} `COMMAND_NOT_STARTED`.
 * @throws the reason of `signal` when it is aborted; the whole group was ended then.
 */
export async function runOnce(
  command: Command,
  { cwd, limitMs, signal }: RunOnceOptions,
): Promise<RunResult> {
  signal?.throwIfAborted();
  const end = await run(command, {
    cwd,
    limitMs,
    signal,
    group: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    keep: OUTPUT_KEPT,
  }).catch((cause: NodeJS.ErrnoException) => {
    throw notStarted(command, cause);
  });
  signal?.throwIfAborted();
  if (end.state === 'late') return tooLate(limitMs);
  const { exitCode, killedBy, elapsedMs } = end;
  if (exitCode === 0) return { state: 'ended', elapsedMs };
  const how = killedBy === null ? `ended with exit code ${exitCode}` : `was ended by ${killedBy}`;
  const lines = causeOf(end.stderr);
  return failed('EXITED', lines === '' ? `${how}, and wrote no error` : `${how}:\n${lines}`);
}

function failed(code: string, message: string): RunResult {
  return { state: 'failed', error: { code, message } };
}

/** The result of a run that was killed after its time. */
export function tooLate(limitMs: number): RunResult {
  const seconds = Number((limitMs / 1000).toPrecision(3));
  return failed(
    'TIME_LIMIT',
    `did not end within ${seconds} s and was killed. If it needs longer, give more time with --budget.`,
  );
}

function notStarted(command: Command, cause: NodeJS.ErrnoException): PerfKitError {
  return new PerfKitError('COMMAND_NOT_STARTED', messageOf(command, cause.code ?? cause.message), {
    cause,
  });
}

function messageOf([program, ...args]: Command, code: string): string {
  if (code !== 'ENOENT') return `${program} cannot be started: ${code}. Is it an executable file?`;
  if (args.length === 0 && program.includes(' ')) {
    return `Expected a program and its arguments as words of their own, got "${program}" as one word. Leave out the quotes, or give a shell the line: sh -c ${commandLine([program])}`;
  }
  if (program.includes('/')) return `There is no file ${program}. Check how it is written.`;
  const line = commandLine([[program, ...args].join(' ')]);
  return `PATH has no program ${program}. Check how it is written; what only a shell knows needs one: sh -c ${line}`;
}
