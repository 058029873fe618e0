import { createHash } from 'node:crypto';
import { lstat, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from '../checkout/git.ts';

/** Installed packages: the hash of loaded modules has those that matter. */
const NO_DEPENDENCIES = [':(exclude,glob)**/node_modules', ':(exclude,glob)**/node_modules/**'];

/**
 * Hashes the files of a checkout that differ from its commit, such as bench files of the other version. Ignored files are left
 * out.
 *
 * @param root Top folder of the checkout.
 * @returns null when git cannot tell.
 * @throws the reason of `signal` when it is aborted.
 */
export async function changesOfCheckout(
  root: string,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const options = ['--porcelain=v1', '-z', '--untracked-files=all', '--no-renames'];
  const end = await git(root, ['status', ...options, '--', '.', ...NO_DEPENDENCIES], signal);
  if (end.state !== 'exited' || end.exitCode !== 0) return null;
  const hash = createHash('sha256');
  for (const line of end.stdout.split('\0').filter(Boolean).sort()) {
    // Two letters of the state and a space stand before the path.
    hash.update(`${line}\0${await contentOf(join(root, line.slice(3)))}\0`);
  }
  return hash.digest('hex');
}

async function contentOf(path: string): Promise<string> {
  const found = await lstat(path).catch(() => null);
  if (found === null) return 'missing';
  if (found.isSymbolicLink()) return `link to ${await readlink(path)}`;
  if (!found.isFile()) return 'no file';
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
