import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeLink } from './link-tree.ts';
import { type LockFile, workspacePackages } from './lock-file.ts';

/**
 * Makes each workspace package a link to its folder in this version. npm's own links are relative, so copies of them are
 * right; only links that are missing or lead elsewhere are made anew.
 *
 * @returns The links that were made anew.
 */
export async function linkWorkspacePackages(root: string, lock: LockFile): Promise<string[]> {
  const made: string[] = [];
  for (const { link, folder } of workspacePackages(lock)) {
    const path = join(root, link);
    const target = join(root, folder);
    if (!existsSync(target) || isLinkTo(path, target)) continue;
    await rm(path, { recursive: true, force: true });
    await mkdir(dirname(path), { recursive: true });
    makeLink(target, path, root);
    made.push(link);
  }
  return made;
}

function isLinkTo(path: string, target: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink() && realpathSync(path) === realpathSync(target);
  } catch {
    return false;
  }
}
