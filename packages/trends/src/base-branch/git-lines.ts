import { spawnSync } from 'node:child_process';

/** Largest output of git that is read: the hashes of a million commits. */
const MOST_BYTES = 64 * 2 ** 20;

/**
 * Runs git in a folder.
 *
 * @returns The lines that it prints; null when it fails or there is no git.
 */
export function gitLines(folder: string, args: readonly string[]): string[] | null {
  // Inside a git hook these point to the repository of the hook, whatever the folder.
  const { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, ...env } = process.env;
  const { status, stdout } = spawnSync('git', args, {
    cwd: folder,
    env,
    encoding: 'utf8',
    maxBuffer: MOST_BYTES,
  });
  return status === 0 ? stdout.split('\n').filter((line) => line !== '') : null;
}
