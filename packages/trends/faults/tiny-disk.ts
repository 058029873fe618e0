import { spawnSync } from 'node:child_process';
import { statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { tempFolder } from '../src/testing/temp-folder.ts';

const run = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;

/** Mounts a small file system until the test ends. Resolves to its folder, or to null if this user cannot mount one. */
export async function tinyDisk(kilobytes: number): Promise<string | null> {
  const folder = await tempFolder();
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder)) return null;
  onTestFinished(() => void run('umount', '--lazy', folder));
  return folder;
}

/** Writes to a disk until at most `left` bytes are free. */
export async function fillDisk(folder: string, left: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const bytes = Math.max(0, bavail * bsize - left);
  await writeFile(join(folder, 'ballast'), Buffer.alloc(bytes));
}
