import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { linkTree } from './link-tree.ts';
import type { LockFile } from './lock-file.ts';

/** Caches of tools, which belong to the checkout where they ran. */
const CACHES = /^\.(cache|vite|vitest)/;

/**
 * Copies every `node_modules` of one workspace into another one of the same lock file, by hard
 * links. Packages are read only by those who use them; what stands beside them under a dot (notes
 * of npm and of tools, generated clients) is written to, and gets contents of its own.
 */
export async function copyInstallation(options: {
  /** The workspace that has the installation, absolute. */
  from: string;
  /** The workspace that gets it, absolute. What it has in its `node_modules` is replaced. */
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

/** The workspace's own `node_modules`, and those of packages whose versions differ from it. */
function installedFolders(lock: LockFile): string[] {
  const folders = new Set(['node_modules']);
  for (const path of Object.keys(lock.packages)) {
    const end = path.indexOf('node_modules/');
    if (end > 0) folders.add(`${path.slice(0, end)}node_modules`);
  }
  return [...folders];
}
