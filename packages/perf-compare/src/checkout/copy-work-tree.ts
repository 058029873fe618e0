import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, readlink, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { causeOf } from '@night-pilot/perf-host/process';
import { git } from './git.ts';

/**
 * Makes a checkout of HEAD equal to the work tree: copies the files that were changed or added (unless ignored), and
 * removes those that were deleted.
 *
 * @param from The work tree, absolute.
 * @param to The checkout, absolute.
 * @returns the paths that differ from HEAD, relative.
 */
export async function copyWorkTree(
  { from, to }: { from: string; to: string },
  signal?: AbortSignal,
): Promise<string[]> {
  const paths = await changedPaths(from, signal);
  for (const path of paths) {
    signal?.throwIfAborted();
    await copyEntry(join(from, path), join(to, path));
  }
  return paths;
}

/**
 * Lists the files of a work tree that differ from HEAD: changed, added (unless ignored) or deleted.
 *
 * @returns paths relative to its top folder.
 */
export async function changedPaths(root: string, signal?: AbortSignal): Promise<string[]> {
  const { exitCode, stdout, stderr } = await git(
    root,
    [
      '--no-optional-locks',
      'status',
      '--porcelain=v1',
      '-z',
      '--untracked-files=all',
      '--no-renames',
      '--ignore-submodules=all',
    ],
    signal,
  );
  if (exitCode !== 0) {
    throw new PerfKitError(
      'CHECKOUT_FAILED',
      `git status failed in ${root}: ${causeOf(stderr)}. Type git status, and mend what git names.`,
    );
  }
  // Two letters and a space stand before each path. A path with a slash at its end is another repository inside this one.
  const paths = stdout.split('\0').map((line) => line.slice(3));
  return paths.filter((path) => path !== '' && !path.endsWith('/'));
}

/** Replaces `target` by a copy of a file or link. If `source` does not exist, `target` is removed. */
export async function copyEntry(source: string, target: string): Promise<void> {
  const entry = await lstat(source).catch(() => null);
  await rm(target, { recursive: true, force: true });
  if (entry === null || entry.isDirectory()) return;
  await mkdir(dirname(target), { recursive: true });
  if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
  else await copyFile(source, target, constants.COPYFILE_FICLONE);
}
