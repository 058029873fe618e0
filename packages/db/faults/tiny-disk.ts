import { spawnSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { tempFolder } from '../src/testing/temp-folder.ts';

const run = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;

/** Mounts a small file system until the test ends. Resolves to its folder, or to null if this user cannot mount one. */
export async function tinyDisk(megabytes: number): Promise<string | null> {
  const folder = await tempFolder();
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder)) return null;
  onTestFinished(() => void run('umount', '--lazy', folder));
  return folder;
}

/** Makes the file system read-only or writable. Returns whether that succeeded. */
export function remount(folder: string, mode: 'ro' | 'rw'): boolean {
  return run('mount', '-o', `remount,${mode}`, folder);
}
