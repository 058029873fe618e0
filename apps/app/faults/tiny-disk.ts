import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@night-pilot/db/leftovers';
import { onTestFinished } from 'vitest';

const run = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;

/** Mounts a small file system until the test ends. Returns its folder, or null if this user cannot mount one. */
export function tinyDisk(megabytes: number): string | null {
  const folder = temporaryFolder('night-pilot-disk-');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder)) return null;
  onTestFinished(() => void run('umount', '--lazy', folder));
  return folder;
}

/** Leaves so many bytes of the disk free. */
export async function fill(disk: string, leftBytes: number): Promise<void> {
  const ballast = join(disk, 'ballast');
  await rm(ballast, { force: true });
  const { bavail, bsize } = await statfs(disk);
  const bytes = bavail * bsize - leftBytes;
  if (bytes > 0) await writeFile(ballast, Buffer.alloc(bytes));
}
