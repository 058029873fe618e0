import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '@night-pilot/perf-host/process';

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
  const mine = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(mine, JSON.stringify({ pid: process.pid, host: hostname() }));
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
    const { pid, host } = JSON.parse(await readFile(path, 'utf8')) as { pid: number; host: string };
    return host === hostname() && !isAlive(pid);
  } catch {
    // It was released meanwhile.
    return false;
  }
}
