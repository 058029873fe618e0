import { randomBytes } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { isOwnerGone, ownOwner } from './owner.ts';

/** Makes a folder that says to which process it belongs. `removeLeft` of a later process removes it if this one is killed. */
export function makeOwnedFolder(parent: string, prefix: string): Promise<string> {
  return mkdtemp(join(parent, `${prefix}${ownOwner()}-`));
}

/** Prefixes whose left folders were removed by this process. */
const tidied = new Set<string>();

/**
 * Makes a folder among the system's temporary files. The first call with a prefix removes those of killed processes.
 *
 * @returns Its path without symbolic links.
 */
export async function ownedTemporaryFolder(prefix: string): Promise<string> {
  const parent = await realpath(tmpdir());
  if (!tidied.has(prefix)) {
    tidied.add(prefix);
    await removeLeft(parent, prefix);
  }
  return makeOwnedFolder(parent, prefix);
}

/**
 * Returns an unused, hidden path beside another one, for what replaces it when it is finished. It says to which process
 * it belongs.
 */
export function unfinishedPath(path: string): string {
  return join(
    dirname(path),
    `${unfinishedPrefix(path)}${ownOwner()}.${randomBytes(6).toString('hex')}`,
  );
}

/** Removes what killed processes left beside a path that they were to replace. */
export function removeUnfinished(path: string): Promise<string[]> {
  return removeLeft(dirname(path), unfinishedPrefix(path));
}

/**
 * Removes the files and folders of processes that have ended: those whose name is the prefix and an owner. Those of
 * other users stay. What cannot be removed stays, too.
 *
 * @param parent May be missing.
 * @returns The removed paths.
 */
export async function removeLeft(parent: string, prefix: string): Promise<string[]> {
  const names = await readdir(parent).catch(() => []);
  const removed: string[] = [];
  for (const name of names) {
    if (!name.startsWith(prefix) || !isOwnerGone(name.slice(prefix.length))) continue;
    const path = join(parent, name);
    if (!isOwn(path)) continue;
    const isRemoved = await rm(path, { recursive: true, force: true, maxRetries: 3 }).then(
      () => true,
      () => false,
    );
    if (isRemoved) removed.push(path);
  }
  return removed;
}

const unfinishedPrefix = (path: string) => `.${basename(path)}.`;

function isOwn(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found !== undefined && found.uid === (process.getuid?.() ?? found.uid);
}
