import { spawnSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { tempFolder } from '../src/testing/temp-folder.ts';

const run = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;

/** A file system of its own, of so many megabytes, until the test ends; null where this user may not mount one. */
export async function tinyDisk(megabytes: number): Promise<string | null> {
  const folder = await tempFolder();
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder)) return null;
  onTestFinished(() => void run('umount', '--lazy', folder));
  return folder;
}

/** Whether everything on it may only be read. */
export function remount(folder: string, mode: 'ro' | 'rw'): boolean {
  return run('mount', '-o', `remount,${mode}`, folder);
}
