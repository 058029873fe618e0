import { dirname, join } from 'node:path';
import { causeOf } from '../process/cause-of.ts';
import { failureOf } from '../process/describe-end.ts';
import { run } from '../process/run.ts';
import { CannotCount } from './session-errors.ts';

/** Where Node enters the functions behind `os.uptime()` and `os.getPriority()`: see `run-windows.ts`. */
const WINDOW_BEGINS = 'node::os::GetUptime*';
const WINDOW_ENDS = 'node::os::GetPriority*';
/** Starting to count takes a tenth of a second; on a busy machine more, and no verdict is to depend on that. */
const START_LIMIT_MS = 300_000;

/** Files of a process under callgrind. */
export interface CallgrindFiles {
  /** With `.1`, `.2` and so on appended it is what callgrind leaves of each window. */
  countFile: string;
  logFile: string;
  /** How the files are named through which it is told to begin. */
  channel: string;
}

/**
 * The command line that counts the instructions of another one in windows, from the moment on at which
 * `startCounting` is called: what comes before takes half as long as if it were counted.
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
 * Has callgrind count from now on, by `vgdb`, which is part of Valgrind. The process has to sleep meanwhile.
 *
 * @throws {CannotCount} when it could not be told; the reason of `signal` when it is aborted.
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
    `Valgrind cannot be told to begin counting, for which its vgdb has to be allowed ptrace here (${failure})`,
  );
}
