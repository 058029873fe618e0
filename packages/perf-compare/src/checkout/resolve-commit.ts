import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { git } from './git.ts';
import { nearNames } from '@night-pilot/perf-host/workspace';
import type { Repository } from './repository.ts';

/**
 * Finds the commit that a branch, a tag, an id or an expression such as `HEAD~1` names.
 *
 * @returns Its full id.
 * @throws {PerfKitError} `REF_UNKNOWN` with similar names; `SHALLOW_CLONE` when a shallow clone does not have it.
 */
export async function resolveCommit(
  repository: Repository,
  ref: string,
  signal?: AbortSignal,
): Promise<string> {
  const { root, isShallow } = repository;
  const { exitCode, stdout } = await git(
    root,
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`],
    signal,
  );
  if (exitCode === 0) return stdout.trim();
  if (isShallow) {
    throw new PerfKitError(
      'SHALLOW_CLONE',
      `This clone is shallow and has no commit "${ref}". Type: git fetch --unshallow (in CI, let the checkout step fetch the whole history, such as fetch-depth: 0).`,
    );
  }
  const [stem = ''] = ref.split(/[~^]/);
  if (stem !== ref && stem !== '') {
    const history = await git(root, ['rev-list', '--count', '--first-parent', stem, '--'], signal);
    if (history.exitCode === 0) {
      const count = Number(history.stdout);
      throw new PerfKitError(
        'REF_UNKNOWN',
        `Expected a commit, got "${ref}", but the history of ${stem} has only ${count} ${count === 1 ? 'commit' : 'commits'}. Name one of them, or compare what is not committed yet: perf-kit compare ${stem}`,
      );
    }
  }
  const near = nearNames(ref, await listNames(root, signal));
  const meant = near.length > 0 ? ` Did you mean ${near.join(', ')}?` : '';
  throw new PerfKitError(
    'REF_UNKNOWN',
    `Expected a branch, tag or commit, got "${ref}", which git does not know.${meant} A new branch of a remote needs: git fetch`,
  );
}

async function listNames(root: string, signal?: AbortSignal): Promise<string[]> {
  const { stdout } = await git(
    root,
    ['for-each-ref', '--format=%(refname:short)', 'refs/heads', 'refs/tags', 'refs/remotes'],
    signal,
  );
  return stdout.split('\n').filter((name) => name !== '');
}
