import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { copyInstallation } from './copy-installation.ts';
import { isAlive } from '@night-pilot/perf-host/process';
import type { LockFile } from './lock-file.ts';

/** Number of installations that are kept: the last used ones. */
const KEPT = 4;

/**
 * Returns the folder of kept installations. It is in the workspace's own `node_modules`, since hard links need the same
 * file system, and so that it is removed with the workspace.
 */
export function installCacheFolder(workspaceRoot: string): string {
  return join(workspaceRoot, 'node_modules', '.cache', 'perf-kit', 'installs');
}

/** Finds a kept installation and notes that it was used. @returns null when there is none of this key. */
export async function findInstallation(cache: string, key: string): Promise<string | null> {
  const kept = join(cache, key);
  if (!existsSync(kept)) return null;
  const now = new Date();
  await utimes(kept, now, now);
  return kept;
}

/** Keeps the installation of a version, whole or not at all. */
export async function keepInstallation(options: {
  cache: string;
  key: string;
  /** The version that was installed, absolute. */
  root: string;
  lock: LockFile;
  signal?: AbortSignal | undefined;
}): Promise<void> {
  const { cache, key, root, lock, signal } = options;
  const half = join(cache, `${key}.half-${process.pid}`);
  await mkdir(half, { recursive: true });
  try {
    await copyInstallation({ from: root, to: half, lock, signal });
    await rename(half, join(cache, key));
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    // Another process may have been first, if it took over the lock of a dead process.
    if (!existsSync(join(cache, key))) throw error;
  }
  await dropOld(cache);
}

async function dropOld(cache: string): Promise<void> {
  const entries = await readdir(cache);
  for (const name of entries) {
    const pid = /\.half-(\d+)$/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    await rm(join(cache, name), { recursive: true, force: true });
  }
  const names = entries.filter((name) => /^[0-9a-f]+$/.test(name));
  const used = await Promise.all(
    names.map(async (name) => ({ name, usedAtMs: (await stat(join(cache, name))).mtimeMs })),
  );
  used.sort((a, b) => b.usedAtMs - a.usedAtMs);
  for (const { name } of used.slice(KEPT)) {
    await rm(join(cache, name), { recursive: true, force: true });
  }
}
