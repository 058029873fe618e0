import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { processTree } from './process-tree.ts';
import { ResourceMonitor } from './resource-monitor.ts';

const MEBIBYTE = 2 ** 20;

async function node(program: string): Promise<ChildProcess & { pid: number }> {
  const child = spawn(process.execPath, ['--eval', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child as typeof child & { pid: number };
}

test('sees the memory that a process holds, and not that of others', async () => {
  const child = await node(
    `const held = Buffer.alloc(${200 * MEBIBYTE}, 1); console.log('ready'); process.stdin.resume();
     process.stdin.on('end', () => held.fill(2));`,
  );
  const monitor = new ResourceMonitor({ pids: [child.pid], intervalMs: 10 });
  await monitor.start();
  await setTimeout(300);
  const readings = await monitor.stop();
  // More than the first and the last: it goes on by itself.
  expect(readings.length).toBeGreaterThan(2);
  for (const { rssBytes, processes } of readings) {
    expect(processes).toBe(1);
    expect(rssBytes).toBeGreaterThan(200 * MEBIBYTE);
    expect(rssBytes).toBeLessThan(400 * MEBIBYTE);
  }
});

test.runIf(process.platform === 'linux')('counts children too, and outlives them', async () => {
  const parent = await node(
    `const child = require('node:child_process').spawn(process.execPath, ['--eval', 'process.stdin.resume()']);
     child.on('spawn', () => console.log('ready')); process.stdin.on('data', () => child.kill());
     child.on('exit', () => console.log('alone'));`,
  );
  expect(processTree([parent.pid])).toHaveLength(2);
  const monitor = new ResourceMonitor({ pids: [parent.pid], intervalMs: 5 });
  await monitor.start();
  parent.stdin?.write('end it');
  if (parent.stdout) await once(parent.stdout, 'data');
  const readings = await monitor.stop();
  expect(readings[0]?.processes).toBe(2);
  expect(readings.at(-1)?.processes).toBe(1);
});

test('a process that is gone counts as nothing', async () => {
  // It waits to be let go: one that ended by itself could be gone before anyone listens.
  const child = await node(`console.log('ready'); process.stdin.resume()`);
  const gone = once(child, 'exit');
  child.stdin?.end();
  await gone;
  const monitor = new ResourceMonitor({ pids: [child.pid] });
  await monitor.start();
  expect((await monitor.stop()).at(-1)).toMatchObject({ rssBytes: 0, processes: 0 });
});
