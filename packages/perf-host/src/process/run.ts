import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process';
import { holdGroup, prepareToHold } from '@night-pilot/perf-report/process';
import { type ProcessEnd, watchChild, type WatchOptions } from './watch-child.ts';

/** Package managers are .cmd files on Windows, which Node starts only through a shell. */
const WINDOWS_SCRIPTS: readonly string[] = ['npm', 'npx', 'pnpm', 'corepack'];

export interface RunOptions extends WatchOptions {
  /** Working directory. @default that of this process */
  cwd?: string | undefined;
  /** The whole environment. @default that of this process */
  env?: NodeJS.ProcessEnv | undefined;
  /** As for `spawn`. @default nothing on standard input, pipes for the output */
  stdio?: StdioOptions | undefined;
}

export interface StartedProcess {
  child: ChildProcess;
  /** Settles when it is gone. */
  ended: Promise<ProcessEnd>;
}

/**
 * Runs a program until it has ended. It is ended at its limit or when `signal` is aborted: then `state` says so, and
 * the process is gone. Its group, where it leads one, is also killed when this process is.
 *
 * @example
 *   const { exitCode, stdout } = await run(['git', 'rev-parse', 'HEAD'], { cwd, group: true, signal });
 *   signal.throwIfAborted();
 *
 * @param command The program and its arguments; no shell is involved.
 * @throws the reason of `signal` when it was aborted before the start.
 * @throws the system's error (`ENOENT`) when the program cannot be started.
 */
export async function run(
  command: readonly string[],
  options: RunOptions = {},
): Promise<ProcessEnd> {
  options.signal?.throwIfAborted();
  return start(command, options).ended;
}

/** Starts a program as `run` does, for callers that talk to it while it runs. */
export function start(
  [program = '', ...args]: readonly string[],
  { cwd, env, stdio = ['ignore', 'pipe', 'pipe'], ...watching }: RunOptions,
): StartedProcess {
  const startedAt = performance.now();
  const isWindows = process.platform === 'win32';
  if (watching.group === true) prepareToHold();
  const child = spawn(program, args, {
    cwd,
    env,
    stdio,
    detached: watching.group === true && !isWindows,
    shell: isWindows && WINDOWS_SCRIPTS.includes(program),
    windowsHide: true,
  });
  const { ended } = watchChild(child, watching, startedAt);
  if (watching.group !== true || child.pid === undefined) return { child, ended };
  return { child, ended: ended.finally(holdGroup(child.pid)) };
}
