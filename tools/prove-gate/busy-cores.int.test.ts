import { expect, test } from 'vitest';
import { isRunning } from '../testing/is-running.ts';
import { keepBusy } from './busy-cores.mjs';

test('keeps one process busy for each core until it is stopped', async () => {
  const { pids, stop } = keepBusy(2);
  try {
    expect(pids).toHaveLength(2);
    expect(pids.map(isRunning)).toEqual([true, true]);
  } finally {
    stop();
  }
  await expect.poll(() => pids.map(isRunning), { timeout: 120_000 }).toEqual([false, false]);
});
