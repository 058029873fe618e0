import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { TemporaryFolder } from '../testing/temporary-folder.ts';
import { oneAtATime } from './one-at-a-time.mjs';

const signal = new AbortController().signal;

test('runs the works one after the other and removes the lock, also when one fails', async () => {
  await using folder = await TemporaryFolder.create();
  const lock = folder.path('state/setup.lock');
  let running = 0;
  const overlaps: number[] = [];
  const results = await Promise.allSettled(
    [1, 2, 3].map((number) =>
      oneAtATime(lock, { signal, say: () => {} }, async () => {
        overlaps.push((running += 1));
        await sleep(20);
        running -= 1;
        if (number === 2) throw new Error('no disk space');
      }),
    ),
  );
  expect(overlaps).toEqual([1, 1, 1]);
  expect(results.map(({ status }) => status).sort()).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
  ]);
  expect(existsSync(lock)).toBe(false);
});

test('says once that it waits, and stops waiting on an interruption', async () => {
  const owner = JSON.stringify({ host: hostname(), pid: process.pid });
  await using folder = await TemporaryFolder.create({ 'setup.lock': owner });
  const interruption = new AbortController();
  const said: string[] = [];
  const say = (line: string) => {
    said.push(line);
    setTimeout(() => interruption.abort(), 500);
  };
  const waiting = oneAtATime(
    folder.path('setup.lock'),
    { signal: interruption.signal, say },
    async () => 'ran',
  );
  await expect(waiting).rejects.toThrow('aborted');
  expect(said).toEqual(['Waiting for another set-up to finish …']);
  expect(existsSync(folder.path('setup.lock'))).toBe(true);
});

test('takes over the lock of a process that has ended', async () => {
  const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(gone, 'close');
  const owner = JSON.stringify({ host: hostname(), pid: gone.pid });
  await using folder = await TemporaryFolder.create({ 'setup.lock': owner });
  const ran = oneAtATime(folder.path('setup.lock'), { signal, say: () => {} }, async () => 'ran');
  expect(await ran).toBe('ran');
  expect(existsSync(folder.path('setup.lock'))).toBe(false);
});
