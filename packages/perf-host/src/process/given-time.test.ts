import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { limitGivenTime, waitedForCpuMs } from './given-time.ts';

/** A process that computes until it is killed. */
const busy = () => spawn(process.execPath, ['-e', 'for (;;);']);

test('calls at the limit, and never when it is called off', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const callOff = limitGivenTime({ pid: process.pid, limitMs: 20, onEnd: () => expect.fail() });
  callOff();
  limitGivenTime({ pid: process.pid, limitMs: 100, onEnd: resolve });
  await promise;
});

test('reports no waiting of a process that is gone', () => {
  expect(waitedForCpuMs(0)).toBe(0);
});

test.skipIf(!existsSync('/proc/self/schedstat'))(
  'stretches by the time in which the process waits for a CPU',
  async () => {
    // Two for each core: each has half of the time and waits for the other half.
    const processes = Array.from({ length: 2 * availableParallelism() }, busy);
    try {
      await Promise.all(processes.map((child) => once(child, 'spawn')));
      const [{ pid = 0 } = {}] = processes;
      const { promise, resolve } = Promise.withResolvers<number>();
      limitGivenTime({ pid, limitMs: 150, onEnd: () => resolve(waitedForCpuMs(pid)) });
      const startedAt = performance.now();
      const waitedMs = await promise;
      expect(waitedMs).toBeGreaterThan(30);
      expect(performance.now() - startedAt - waitedMs).toBeGreaterThanOrEqual(140);
    } finally {
      for (const child of processes) child.kill('SIGKILL');
    }
  },
);
