import { existsSync, statSync } from 'node:fs';
import { mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '@night-pilot/perf-host/process';
import { isInside } from './link-tree.ts';
import { removeWorktree } from './worktree.ts';
import type { Repository } from './repository.ts';

const PREFIX = 'perf-kit-compare-';
/** The process id has leading zeros: paths are as long in one run as in the next. */
const OURS = /^perf-kit-compare-(\d{10})-[^-]+$/;
const NOTE = 'owner.json';
/** Names of the same length: the length of a path alone moves instruction counts. */
const ARMS = ['a', 'b', 'c'] as const;

interface Owner {
  host: string;
  commonFolder: string;
}

/** The folder that holds the versions of one comparison while it lasts. */
export interface WorkFolder {
  path: string;
  /** Where the versions go. Paths of equal length. */
  base: string;
  head: string;
  /** For base once more, as it was committed. */
  pristineBase: string;
}

/** Makes a folder outside of the repository, with the note that a later run knows it by. */
export async function makeWorkFolder(repository: Repository): Promise<WorkFolder> {
  const parent = await chooseParent(repository.root);
  const pid = String(process.pid).padStart(10, '0');
  const path = await mkdtemp(join(parent, `${PREFIX}${pid}-`));
  const owner: Owner = { host: hostname(), commonFolder: repository.commonFolder };
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
 * Removes what runs of the same repository left whose process is gone: those that were killed.
 *
 * @returns the folders that were removed.
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
  const pid = OURS.exec(name)?.[1];
  if (pid === undefined || isAlive(Number(pid))) return false;
  try {
    // A folder that another user made is none of ours, whatever its note says.
    if ((await stat(path)).uid !== (process.getuid?.() ?? 0)) return false;
    const owner = JSON.parse(await readFile(join(path, NOTE), 'utf8')) as Owner;
    return owner.host === hostname() && owner.commonFolder === repository.commonFolder;
  } catch {
    return false;
  }
}

/**
 * The first place on the workspace's own file system, where hard links work; a temporary folder
 * in memory would also be filled by dependencies. Never inside of the workspace: Node would go on
 * looking for packages in the folders above.
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
