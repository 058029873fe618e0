import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  isOwnerGone,
  ownOwner,
  removeUnfinished,
  unfinishedPath,
} from '@night-pilot/perf-report/process';

const LOOK_EVERY_MS = 100;

/**
 * Runs `work` while no other process holds the lock. The lock of a process that is gone is taken over.
 *
 * @param path File of the lock, absolute. It exists while the lock is held.
 * @throws the reason of `signal` when it is aborted while waiting.
 */
export async function withProcessLock<Result>(
  path: string,
  work: () => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  await take(path, signal);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path: string, signal?: AbortSignal): Promise<void> {
  const mine = unfinishedPath(path);
  await mkdir(dirname(path), { recursive: true });
  await removeUnfinished(path);
  await writeFile(mine, ownOwner());
  try {
    for (;;) {
      signal?.throwIfAborted();
      try {
        // A link appears with its contents, and only one process can make it.
        await link(mine, path);
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      if (await isLeft(path)) await rm(path, { force: true });
      else await sleep(LOOK_EVERY_MS, undefined, { signal });
    }
  } finally {
    await rm(mine, { force: true });
  }
}

async function isLeft(path: string): Promise<boolean> {
  try {
    return isOwnerGone(await readFile(path, 'utf8'));
  } catch {
    // It was released meanwhile.
    return false;
  }
}
