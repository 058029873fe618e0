import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { diskFull } from './disk-full.ts';
import { git } from './git.ts';
import { withProcessLock } from './process-lock.ts';
import { causeOf } from '@night-pilot/perf-host/process';
import type { Repository } from './repository.ts';

/**
 * Checks a commit out into a new folder, as a worktree without a branch.
 *
 * @throws {PerfKitError} `CHECKOUT_FAILED` with git's message, `DISK_FULL`.
 */
export async function addWorktree(
  repository: Repository,
  { path, sha, label }: { path: string; sha: string; label: string },
  signal?: AbortSignal,
): Promise<void> {
  // git fails when it finds a worktree that another git is about to add.
  const { exitCode, stderr } = await withProcessLock(
    join(repository.commonFolder, 'perf-kit-worktree.lock'),
    () => git(repository.root, ['worktree', 'add', '--detach', path, sha], signal),
    signal,
  );
  if (exitCode === 0) return;
  throw (
    diskFull(stderr, path) ??
    new PerfKitError(
      'CHECKOUT_FAILED',
      `git could not check ${label} out to ${path}:\n${causeOf(stderr)}\nType git worktree add --detach <folder> ${sha} to see it fail, and mend what git names.`,
    )
  );
}

/**
 * Removes a worktree and git's record of it in any state: half made, locked by a git that was killed, or with its folder
 * gone. Records of other worktrees are not touched.
 */
export async function removeWorktree({ root }: Repository, path: string): Promise<void> {
  // Forced twice: a half-made worktree is locked.
  const remove = () => git(root, ['worktree', 'remove', '--force', '--force', path]);
  const { exitCode } = await remove();
  if (!existsSync(path)) return;
  await rm(path, { recursive: true, force: true, maxRetries: 3 });
  // Without its folder, nothing keeps git from removing the record.
  if (exitCode !== 0) await remove();
}
