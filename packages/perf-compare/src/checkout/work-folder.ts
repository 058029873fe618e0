import { existsSync, statSync } from 'node:fs';
import { readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isOwnerGone, makeOwnedFolder } from '@night-pilot/perf-report/process';
import { isInside } from './link-tree.ts';
import { removeWorktree } from './worktree.ts';
import type { Repository } from './repository.ts';

const PREFIX = 'perf-kit-compare-';
const NOTE = 'owner.json';
/** Names of the same length, since the length of a path alone changes instruction counts. */
const ARMS = ['a', 'b', 'c'] as const;

interface Owner {
  commonFolder: string;
}

/** The folder of the versions while one comparison runs. */
export interface WorkFolder {
  path: string;
  /** Folders of the versions, at paths of equal length. */
  base: string;
  head: string;
  /** Folder of base as it was committed. */
  pristineBase: string;
}

/** Makes a folder outside of the repository, with a note by which a later run recognises it. */
export async function makeWorkFolder(repository: Repository): Promise<WorkFolder> {
  const parent = await chooseParent(repository.root);
  const path = await makeOwnedFolder(parent, PREFIX);
  const owner: Owner = { commonFolder: repository.commonFolder };
  await writeFile(join(path, NOTE), JSON.stringify(owner));
  const [base, head, pristineBase] = ARMS.map((arm) => join(path, arm)) as [string, string, string];
  return { path, base, head, pristineBase };
}

/** Removes all versions, git's records of them, and the folder. */
export async function removeWorkFolder(repository: Repository, path: string): Promise<void> {
  for (const arm of ARMS) await removeWorktree(repository, join(path, arm));
  await rm(path, { recursive: true, force: true, maxRetries: 3 });
}

/**
 * Removes the folders that killed runs of the same repository left.
 *
 * @returns The folders that were removed.
 */
export async function removeLeftOvers(repository: Repository): Promise<string[]> {
  const removed: string[] = [];
  for (const parent of await parents()) {
    const names = existsSync(parent) ? await readdir(parent) : [];
    for (const name of names) {
      const path = join(parent, name);
      if (!(await isLeftOver(path, name, repository))) continue;
      await removeWorkFolder(repository, path);
      removed.push(path);
    }
  }
  return removed;
}

async function isLeftOver(path: string, name: string, repository: Repository): Promise<boolean> {
  if (!name.startsWith(PREFIX) || !isOwnerGone(name.slice(PREFIX.length))) return false;
  try {
    // A folder of another user is not ours, whatever its note says.
    if ((await stat(path)).uid !== (process.getuid?.() ?? 0)) return false;
    const owner = JSON.parse(await readFile(join(path, NOTE), 'utf8')) as Owner;
    return owner.commonFolder === repository.commonFolder;
  } catch {
    return false;
  }
}

/**
 * Chooses the first folder on the workspace's own file system, where hard links work. (Dependencies would also fill a
 * temporary folder in memory.) It is never inside the workspace: Node would look for packages in the folders above.
 */
async function chooseParent(root: string): Promise<string> {
  const outside = (await parents()).filter(
    (parent) => existsSync(parent) && !isInside(parent, root),
  );
  const device = statSync(root).dev;
  const near = outside.find((parent) => statSync(parent).dev === device);
  return near ?? outside[0] ?? tmpdir();
}

async function parents(): Promise<string[]> {
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return Promise.all([tmpdir(), cache].map((path) => realpath(path).catch(() => path)));
}
