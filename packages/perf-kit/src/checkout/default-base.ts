import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PerfKitError } from '../errors.ts';
import { changedPaths } from './copy-work-tree.ts';
import { git } from './git.ts';
import { findRepository, type Repository } from './repository.ts';
import { resolveCommit } from './resolve-commit.ts';

/** What the work tree is compared with where nobody named a base. */
export interface DefaultBase {
  /** Full id of the commit. */
  sha: string;
  /** What it is, for a reader, such as `where HEAD left main`. */
  meaning: string;
}

/**
 * Finds the base that `nx affected` takes: where HEAD left the revision in `NX_BASE`, else the default branch (`defaultBase`
 * in nx.json, else `main`; where only the remote `origin` has it, that of the remote). Where that is HEAD itself and
 * nothing is uncommitted there would be nothing to compare: then it is the commit before HEAD.
 *
 * @param root Top folder of the workspace.
 * @throws {PerfKitError} `NOT_A_REPOSITORY`; `REF_UNKNOWN` or `SHALLOW_CLONE` when git does not know the base.
 */
export async function findDefaultBase(
  root: string,
  { nxBase = process.env['NX_BASE'], signal }: { nxBase?: string; signal?: AbortSignal } = {},
): Promise<DefaultBase> {
  const repository = await findRepository(root, signal);
  const branch = nxBase || (await defaultBranch(repository, root, signal));
  const tip = await resolveCommit(repository, branch, signal);
  const head = await resolveCommit(repository, 'HEAD', signal);
  const { exitCode, stdout } = await git(root, ['merge-base', tip, head], signal);
  // Histories without a common commit, as in Nx.
  if (exitCode !== 0) return { sha: tip, meaning: branch };
  const fork = stdout.trim();
  if (fork !== head) return { sha: fork, meaning: `where HEAD left ${branch}` };
  const changed = await changedPaths(repository.root, signal);
  if (changed.length > 0) return { sha: head, meaning: `HEAD, which is on ${branch}` };
  const before = await resolveCommit(repository, 'HEAD~1', signal);
  return { sha: before, meaning: `the commit before HEAD, which is on ${branch}` };
}

async function defaultBranch(
  repository: Repository,
  root: string,
  signal?: AbortSignal,
): Promise<string> {
  const branch = configuredBranch(root) ?? 'main';
  const names = [branch, `origin/${branch}`];
  for (const name of names) {
    const found = await resolveCommit(repository, name, signal).catch((error: unknown) => {
      if (error instanceof PerfKitError) return null;
      throw error;
    });
    if (found !== null) return name;
  }
  throw new PerfKitError(
    'REF_UNKNOWN',
    `Nobody named a base, and git knows neither ${names.join(' nor ')}. Name one (perf-kit compare <base>), or set NX_BASE, or defaultBase in nx.json.`,
  );
}

/** Nx has had two places for it. */
function configuredBranch(root: string): string | undefined {
  const file = join(root, 'nx.json');
  if (!existsSync(file)) return undefined;
  const { defaultBase, affected } = JSON.parse(readFileSync(file, 'utf8')) as {
    defaultBase?: string;
    affected?: { defaultBase?: string };
  };
  return defaultBase ?? affected?.defaultBase;
}
