import { assertContained } from './assert-contained.ts';
import { copyWorkTree } from './copy-work-tree.ts';
import { diskFull } from './disk-full.ts';
import { installDependencies, type InstallSource } from './install-dependencies.ts';
import { findRepository, type Repository } from './repository.ts';
import { resolveCommit } from './resolve-commit.ts';
import { makeWorkFolder, removeLeftOvers, removeWorkFolder } from './work-folder.ts';
import { addWorktree } from './worktree.ts';

/** A version of a workspace, checked out with its own dependencies. */
export interface Version {
  /** Absolute path of the workspace's top folder in this version. */
  root: string;
  /** The commit that was checked out. */
  sha: string;
  /** Whether it has uncommitted changes of the work tree on top of the commit. */
  dirty: boolean;
  /** Name in messages and tables: the ref as it was typed, or `work tree`. */
  label: string;
  installedFrom: InstallSource;
}

/** Two versions side by side, at paths of equal length. Disposing removes both, and all traces in git. */
export interface PreparedVersions extends AsyncDisposable {
  base: Version;
  head: Version;
  /** Checks base out once more, without head's bench files. Later calls return the same checkout. */
  pristineBase: () => Promise<Version>;
}

export interface PrepareVersionsOptions {
  /** A folder of the git repository whose top folder is the workspace. */
  root: string;
  /** Branch, tag, commit or expression such as `HEAD~1`. */
  base: string;
  /** The same, or null for the work tree as it is now, with uncommitted changes. */
  head: string | null;
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number, total: number, label: string) => void) | undefined;
}

/**
 * Checks two versions of a workspace out side by side, outside of the repository, gives each its own dependencies, and
 * asserts that neither resolves a workspace package outside of itself. First removes what killed runs left behind.
 *
 * @example
 *   await using versions = await prepareVersions({ root, base: 'main', head: null });
 * @throws {PerfKitError} `NOT_A_REPOSITORY`, `REF_UNKNOWN`, `SHALLOW_CLONE`, `INSTALL_FAILED`,
 *   `CHECKOUT_LEAKS` and others, or the reason of `signal`; nothing is left behind then.
 */
export async function prepareVersions(options: PrepareVersionsOptions): Promise<PreparedVersions> {
  const { root, base, head, signal, onProgress } = options;
  const repository = await findRepository(root, signal);
  const baseSha = await resolveCommit(repository, base, signal);
  const headSha = await resolveCommit(repository, head ?? 'HEAD', signal);
  await removeLeftOvers(repository);
  const folder = await makeWorkFolder(repository);
  let removal: Promise<void> | null = null;
  const remove = () => (removal ??= removeWorkFolder(repository, folder.path));
  try {
    onProgress?.(0, 2, base);
    const first = { root: folder.base, sha: baseSha, label: base, isWorkTree: false };
    const prepared = await prepareVersion(repository, first, signal);
    onProgress?.(1, 2, head ?? WORK_TREE);
    const label = head ?? WORK_TREE;
    const second = { root: folder.head, sha: headSha, label, isWorkTree: head === null };
    const preparedHead = await prepareVersion(repository, second, signal);
    onProgress?.(2, 2, '');
    let pristine: Promise<Version> | null = null;
    const pristineBase = () =>
      (pristine ??= prepareVersion(repository, { ...first, root: folder.pristineBase }, signal));
    return { base: prepared, head: preparedHead, pristineBase, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw diskFull(String(error), folder.path) ?? error;
  }
}

const WORK_TREE = 'work tree';

async function prepareVersion(
  repository: Repository,
  version: { root: string; sha: string; label: string; isWorkTree: boolean },
  signal?: AbortSignal,
): Promise<Version> {
  const { root, sha, label, isWorkTree } = version;
  await addWorktree(repository, { path: root, sha, label }, signal);
  const changed = isWorkTree ? await copyWorkTree({ from: repository.root, to: root }, signal) : [];
  const workspaceRoot = repository.root;
  const installedFrom = await installDependencies({ root, label, workspaceRoot, signal });
  assertContained({ root, label });
  signal?.throwIfAborted();
  return { root, sha, label, dirty: changed.length > 0, installedFrom };
}
