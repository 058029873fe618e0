import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import { isAlive } from '@night-pilot/perf-host/process';
import { keepCoresBusy } from './busy-cores.ts';

const SOURCE = new URL('busy-cores.ts', import.meta.url).href;

test('keeps the given number of processes busy, and ends them when it is disposed', async () => {
  const busy = await keepCoresBusy(2);
  expect(busy.pids).toHaveLength(2);
  expect(busy.pids.filter(isAlive)).toHaveLength(2);
  await busy[Symbol.asyncDispose]();
  expect(busy.pids.filter(isAlive)).toEqual([]);
});

test('ends the processes with the one that started them, even when it is killed', async () => {
  const script = `const { keepCoresBusy } = await import(${JSON.stringify(SOURCE)});
    const { pids } = await keepCoresBusy(1);
    console.log(pids.join());
    setInterval(() => undefined, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void parent.kill('SIGKILL'));
  const [printed] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(printed.toString());
  onTestFinished(() => {
    if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  });
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await vi.waitUntil(() => !isAlive(pid), { timeout: 120_000 });
});
