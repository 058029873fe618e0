import { dirname, join } from 'node:path';
import { causeOf } from '../process/cause-of.ts';
import { failureOf } from '../process/describe-end.ts';
import { run } from '../process/run.ts';
import { CannotCount } from './session-errors.ts';

/** Where Node enters the functions behind `os.uptime()` and `os.getPriority()`: see `run-windows.ts`. */
const WINDOW_BEGINS = 'node::os::GetUptime*';
const WINDOW_ENDS = 'node::os::GetPriority*';
/** Limit of the time that starting to count takes, in ms. It takes 100 ms; the limit allows for a busy machine. */
const START_LIMIT_MS = 300_000;

/** Files of a process under callgrind. */
export interface CallgrindFiles {
  /** Prefix of the files that callgrind writes for each window, with `.1`, `.2` and so on appended. */
  countFile: string;
  logFile: string;
  /** Prefix of the files through which vgdb talks to callgrind. */
  channel: string;
}

/**
 * Returns the command line that counts the instructions of another one in windows, once `startCounting` is called. What
 * runs before takes half as long as if it were counted.
 */
export function callgrindCommand(
  valgrind: string,
  { countFile, logFile, channel }: CallgrindFiles,
): string[] {
  return [
    valgrind,
    '--tool=callgrind',
    '-q',
    '--instr-atstart=no',
    `--zero-before=${WINDOW_BEGINS}`,
    `--dump-before=${WINDOW_ENDS}`,
    `--callgrind-out-file=${countFile}`,
    `--log-file=${logFile}`,
    `--vgdb-prefix=${channel}`,
  ];
}

/**
 * Makes callgrind count from now on, through `vgdb`, which is part of Valgrind. The process has to sleep meanwhile.
 *
 * @throws {CannotCount} when vgdb fails.
 * @throws the reason of `signal` when it is aborted.
 */
export async function startCounting(
  valgrind: string,
  { pid, channel, signal }: { pid: number; channel: string; signal: AbortSignal | undefined },
): Promise<void> {
  const vgdb = join(dirname(valgrind), 'vgdb');
  const command = [vgdb, `--vgdb-prefix=${channel}`, `--pid=${pid}`, 'instrumentation', 'on'];
  const failure = await run(command, { limitMs: START_LIMIT_MS, graceMs: 0, signal }).then(
    (end) => failureOf(end) && (causeOf(end.output, 1) || failureOf(end)),
    (error: unknown) => (error as Error).message,
  );
  signal?.throwIfAborted();
  if (failure === null) return;
  throw new CannotCount(
    `Valgrind cannot start to count: its vgdb needs ptrace, which this system may forbid (${failure})`,
  );
}
