import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inParallel } from './in-parallel.ts';

test('runs a limited number at a time, and returns results in the order of the tasks', async () => {
  let running = 0;
  let most = 0;
  const tasks = [5, 1, 3, 1].map((ms) => async () => {
    most = Math.max(most, (running += 1));
    await setTimeout(ms);
    running -= 1;
    return ms;
  });
  expect(await inParallel(tasks, 2)).toEqual([5, 1, 3, 1]);
  expect(most).toBe(2);
});

test('starts no task after a failure, and waits for the running ones', async () => {
  const ended: string[] = [];
  const tasks = [
    async () => {
      await setTimeout(10);
      ended.push('slow');
    },
    () => Promise.reject(new Error('broken')),
    async () => void ended.push('late'),
  ];
  await expect(inParallel(tasks, 2)).rejects.toThrow('broken');
  expect(ended).toEqual(['slow']);
});
