import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { linkTree } from './link-tree.ts';
import type { LockFile } from './lock-file.ts';

/** Caches of tools: they belong to the checkout where the tools ran. */
const CACHES = /^\.(cache|vite|vitest)/;

/**
 * Copies every `node_modules` of a workspace into another workspace with the same lock file, by hard links. Packages are
 * only read. Entries whose names begin with a dot (notes of npm and of tools, generated clients) are written to, and are
 * copied.
 */
export async function copyInstallation(options: {
  /** The workspace with the installation, absolute. */
  from: string;
  /** The workspace that gets a copy, absolute. Its `node_modules` are replaced. */
  to: string;
  lock: LockFile;
  signal?: AbortSignal | undefined;
}): Promise<void> {
  const { from, to, lock, signal } = options;
  for (const folder of installedFolders(lock)) {
    if (!existsSync(join(from, folder))) continue;
    await rm(join(to, folder), { recursive: true, force: true });
    await linkTree({
      from: join(from, folder),
      to: join(to, folder),
      fromRoot: from,
      toRoot: to,
      isLeftOut: (name) => CACHES.test(name),
      isWritten: (name) => name.startsWith('.') && name !== '.bin',
      signal,
    });
  }
}

/** Returns the workspace's own `node_modules`, and those of packages that need other versions. */
function installedFolders(lock: LockFile): string[] {
  const folders = new Set(['node_modules']);
  for (const path of Object.keys(lock.packages)) {
    const end = path.indexOf('node_modules/');
    if (end > 0) folders.add(`${path.slice(0, end)}node_modules`);
  }
  return [...folders];
}
