import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { type ProcessEnd, run } from '@night-pilot/perf-host/process';
import { gitEnvironment } from '@night-pilot/perf-report/process';

/**
 * Runs git in a folder: without hooks (a checkout for measuring must not trigger them), in English, never asking for a
 * password.
 *
 * @throws {PerfKitError} `GIT_MISSING` when there is no git.
 * @throws the reason of `signal` when it is aborted; git is gone then.
 */
export async function git(
  folder: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<ProcessEnd> {
  const env = { ...gitEnvironment(), LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' };
  const command = ['git', '-c', 'core.hooksPath=/dev/null', ...args];
  const options = { cwd: folder, env, signal, group: true, keep: Infinity };
  const end = await run(command, options).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw cause;
    throw new PerfKitError(
      'GIT_MISSING',
      `git could not be started in ${folder}: install git, or check that the folder exists.`,
      { cause },
    );
  });
  signal?.throwIfAborted();
  return end;
}
