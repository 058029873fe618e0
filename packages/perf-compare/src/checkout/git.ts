import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { type ProcessEnd, run } from '@night-pilot/perf-host/process';

/** Variables that a git hook or a parent git sets: they would point our git at another repository. */
const LOCAL_VARIABLES = [
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_DIR',
  'GIT_INDEX_FILE',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_WORK_TREE',
];

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
  const env: NodeJS.ProcessEnv = { ...process.env, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' };
  for (const name of LOCAL_VARIABLES) delete env[name];
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
