import { realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { defaultBranch } from '@night-pilot/perf-report/workspace';
import { changedPaths } from './copy-work-tree.ts';
import { git } from './git.ts';
import { findRepository, type Repository } from './repository.ts';
import { resolveCommit } from './resolve-commit.ts';

/** The base of a comparison for which nobody named one. */
export interface DefaultBase {
  /** Full id of the commit. */
  sha: string;
  /** Describes it for a reader, such as `where HEAD left main`. */
  meaning: string;
}

/**
 * Finds the base that `nx affected` takes: where HEAD left the revision in `NX_BASE`, else where it left the default branch
 * (`defaultBase` in nx.json, else `main`, here or at the remote `origin`). If that is HEAD itself and nothing is
 * uncommitted, there would be nothing to compare: the base is then the commit before HEAD.
 *
 * @param root Top folder of the workspace.
 * @throws {PerfKitError} `NOT_A_REPOSITORY`; `NOTHING_TO_COMPARE` when HEAD is the only commit and nothing is uncommitted;
 *   `REF_UNKNOWN` or `SHALLOW_CLONE` when git does not know the base.
 */
export async function findDefaultBase(
  root: string,
  { nxBase = process.env['NX_BASE'], signal }: { nxBase?: string; signal?: AbortSignal } = {},
): Promise<DefaultBase> {
  const repository = await findRepository(root, signal);
  const head = await commitOf(repository, 'HEAD', signal);
  if (head === null) throw nothingCommitted();
  const before = await commitOf(repository, 'HEAD~1', signal);
  const hasChanges = () => isChanged(repository, root, signal);
  if (!nxBase && !repository.isShallow && (await countCommits(repository, signal)) === 1) {
    if (!(await hasChanges())) throw onlyCommit(head);
    return { sha: head, meaning: 'HEAD, the only commit' };
  }
  const branch = nxBase || (await knownDefaultBranch(repository, root, signal));
  const tip = await resolveCommit(repository, branch, signal);
  const { exitCode, stdout } = await git(root, ['merge-base', tip, head], signal);
  // Histories without a common commit, as in Nx.
  if (exitCode !== 0) return { sha: tip, meaning: branch };
  const fork = stdout.trim();
  if (fork !== head) return { sha: fork, meaning: `where HEAD left ${branch}` };
  if (await hasChanges()) return { sha: head, meaning: `HEAD, which is on ${branch}` };
  if (before === null) throw repository.isShallow ? tooShallow() : onlyCommit(head);
  return { sha: before, meaning: `the commit before HEAD, which is on ${branch}` };
}

/** Counts the commits of all branches. */
async function countCommits({ root }: Repository, signal?: AbortSignal): Promise<number> {
  const { stdout } = await git(root, ['rev-list', '--count', '--all', 'HEAD'], signal);
  return Number(stdout);
}

/** Whether the work tree differs from HEAD, apart from the reports that perf-kit left there. */
async function isChanged(
  repository: Repository,
  root: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const reports = join(relative(repository.root, realpathSync(root)), 'reports', '/');
  const changed = await changedPaths(repository.root, signal);
  return changed.some((path) => !path.startsWith(reports));
}

/** Returns the full id of a commit. null: git does not know it. */
async function commitOf(
  repository: Repository,
  ref: string,
  signal?: AbortSignal,
): Promise<string | null> {
  return resolveCommit(repository, ref, signal).catch((error: unknown) => {
    if (error instanceof PerfKitError) return null;
    throw error;
  });
}

function nothingCommitted(): PerfKitError {
  return new PerfKitError(
    'NOTHING_TO_COMPARE',
    'This repository has no commit yet, so there is no version to compare with. Commit your files; after the next change, type perf-kit compare.',
  );
}

function onlyCommit(head: string): PerfKitError {
  return new PerfKitError(
    'NOTHING_TO_COMPARE',
    `There is only one commit, ${head.slice(0, 7)}, and nothing has changed since: there is nothing to compare it with. Change something and type perf-kit compare, or name two versions that git knows: perf-kit compare <base> <head>.`,
  );
}

function tooShallow(): PerfKitError {
  return new PerfKitError(
    'SHALLOW_CLONE',
    'This clone is shallow and does not have the commit before HEAD, with which HEAD would be compared. Type: git fetch --unshallow (in CI, let the checkout step fetch the whole history, such as fetch-depth: 0).',
  );
}

async function knownDefaultBranch(
  repository: Repository,
  root: string,
  signal?: AbortSignal,
): Promise<string> {
  const branch = defaultBranch(root);
  const names = [branch, `origin/${branch}`];
  for (const name of names) {
    if ((await commitOf(repository, name, signal)) !== null) return name;
  }
  throw new PerfKitError(
    'REF_UNKNOWN',
    `Nobody named a base, and git knows neither ${names.join(' nor ')}. Name one (perf-kit compare <base>), or set NX_BASE, or defaultBase in nx.json.`,
  );
}
