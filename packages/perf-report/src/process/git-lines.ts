import { spawnSync } from 'node:child_process';

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

/** Largest output of git that is read, in bytes: the hashes of a million commits. */
const MOST_BYTES = 64 * 2 ** 20;

/** Returns the variables of this process for a git that looks at the folder it runs in. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of LOCAL_VARIABLES) delete env[name];
  return env;
}

/**
 * Runs git in a folder.
 *
 * @returns The lines that it prints, without empty ones; null when it fails or there is no git.
 */
export function gitLines(folder: string, args: readonly string[]): string[] | null {
  const { status, stdout } = spawnSync('git', args, {
    cwd: folder,
    env: gitEnvironment(),
    encoding: 'utf8',
    maxBuffer: MOST_BYTES,
  });
  return status === 0 ? stdout.split('\n').filter((line) => line !== '') : null;
}
