import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { saveReport } from '../tool-report/save-report.ts';
import { launchChromium } from '../testing/chromium.ts';
import { temporaryFolder } from '@night-pilot/perf-report/testing';
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

test('reads the memory of the given process only', async () => {
  const child = await node(
    `const held = Buffer.alloc(${200 * MEBIBYTE}, 1); console.log('ready'); process.stdin.resume();
     process.stdin.on('end', () => held.fill(2));`,
  );
  const monitor = new ResourceMonitor({ pids: [child.pid], intervalMs: 10 });
  await monitor.start();
  await setTimeout(300);
  const readings = await monitor.stop();
  // More than the first and the last reading: it continues by itself.
  expect(readings.length).toBeGreaterThan(2);
  for (const { rssBytes, processes } of readings) {
    expect(processes).toBe(1);
    expect(rssBytes).toBeGreaterThan(200 * MEBIBYTE);
    expect(rssBytes).toBeLessThan(400 * MEBIBYTE);
  }
});

test.runIf(process.platform === 'linux')('includes children, and outlives them', async () => {
  const parent = await node(
    `const child = require('node:child_process').spawn(process.execPath, ['--eval', 'process.stdin.resume()']);
     child.on('spawn', () => console.log('ready')); process.stdin.on('data', () => child.kill());
     child.on('exit', () => console.log('alone'));`,
  );
  const monitor = new ResourceMonitor({ pids: [parent.pid], intervalMs: 5 });
  await monitor.start();
  parent.stdin?.write('end it');
  if (parent.stdout) await once(parent.stdout, 'data');
  const readings = await monitor.stop();
  expect(readings[0]?.processes).toBe(2);
  expect(readings.at(-1)?.processes).toBe(1);
});

test('reports no process and no memory for an ended process', async () => {
  // It ends on request: a process that ends by itself could be gone before anyone listens.
  const child = await node(`console.log('ready'); process.stdin.resume()`);
  const gone = once(child, 'exit');
  child.stdin?.end();
  await gone;
  const monitor = new ResourceMonitor({ pids: [child.pid] });
  await monitor.start();
  expect((await monitor.stop()).at(-1)).toMatchObject({ rssBytes: 0, processes: 0 });
  expect(monitor.metrics()).toEqual([]);
});

test('continues reading when a process dies, and does not count its end as freed memory', async () => {
  const child = await node(`console.log('ready'); process.stdin.resume()`);
  await using monitor = new ResourceMonitor({ pids: [child.pid], intervalMs: 2 });
  await monitor.start();
  await vi.waitUntil(() => readingsOf(monitor) > 40, { interval: 5, timeout: 120_000 });
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  const readings = await monitor.stop();
  expect(readings.at(-1)).toMatchObject({ rssBytes: 0, processes: 0 });
  const memory = monitor.metrics().find(({ name }) => name === 'memory');
  expect(Math.min(...(memory?.samples ?? []))).toBeGreaterThan(0);
  expect(monitor.growth('rssBytes').readings).toBeLessThan(readings.length);
});

function readingsOf(monitor: ResourceMonitor): number {
  return monitor.metrics().find(({ name }) => name === 'memory')?.samples.length ?? 0;
}

test('watches its own process: heap, buffers, handles and a blocked event loop', async () => {
  const monitor = new ResourceMonitor({ intervalMs: 10 });
  await monitor.start();
  await setTimeout(100);
  const held = Buffer.alloc(50 * MEBIBYTE, 1);
  const servers = Array.from({ length: 20 }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  for (const end = performance.now() + 200; performance.now() < end;);
  await setTimeout(100);
  const readings = await monitor.stop();
  servers.forEach((server) => server.close());
  const [first, last] = [readings[0], readings.at(-1)];
  expect((last?.externalBytes ?? 0) - (first?.externalBytes ?? 0)).toBeGreaterThan(
    0.9 * held.length,
  );
  expect(last?.heapUsedBytes).toBeGreaterThan(MEBIBYTE);
  expect((last?.handles ?? 0) - (first?.handles ?? 0)).toBeGreaterThan(10);
  expect(Math.max(...readings.map(({ loopDelayMaxMs }) => loopDelayMaxMs ?? 0))).toBeGreaterThan(
    100,
  );
});

test('reports null for its own process when that is not watched', async () => {
  const child = await node(`console.log('ready'); process.stdin.resume()`);
  const monitor = new ResourceMonitor({ pids: [child.pid] });
  await monitor.start();
  const [reading] = await monitor.stop();
  expect(reading).toMatchObject({ heapUsedBytes: null, loopDelayMaxMs: null, handles: null });
  expect(monitor.metrics().map(({ name }) => name)).toEqual(['memory', 'cpu']);
});

test('reads the heap of a page, and outlives it', async () => {
  const browser = await launchChromium();
  const page = await browser.newPage();
  await page.evaluate(
    'void (globalThis.held = Array.from({ length: 2_000_000 }, () => Math.random()))',
  );
  const monitor = new ResourceMonitor({ page, intervalMs: 5 });
  await monitor.start();
  await setTimeout(150);
  await page.close();
  await setTimeout(50);
  const readings = await monitor.stop();
  const heaps = readings.flatMap(({ pageHeapBytes }) => pageHeapBytes ?? []);
  // Eight bytes per number.
  expect(Math.min(...heaps)).toBeGreaterThan(16e6);
  expect(Math.max(...heaps)).toBeLessThan(100e6);
  expect(readings.at(-1)?.pageHeapBytes).toBeNull();
  await expect(monitor.start()).rejects.toMatchObject({ code: 'BAD_ARGUMENT' });
});

test('saves its readings in a report, with the growth of memory', async () => {
  const monitor = new ResourceMonitor({ intervalMs: 2 });
  await monitor.start();
  await vi.waitUntil(() => readingsOf(monitor) > 40, { interval: 5, timeout: 120_000 });
  await monitor.stop();
  const { metrics } = await saveReport(join(await temporaryFolder(), 'report.json'), {
    suite: 'monitor',
    sources: [monitor],
    from: import.meta.dirname,
  });
  expect(metrics.map(({ name }) => name)).toEqual([
    'memory',
    'heap',
    'external',
    'cpu',
    'loop delay',
    'handles',
  ]);
  const { slopePerMinute } = monitor.growth('rssBytes');
  expect(metrics[0]).toMatchObject({
    forks: [{ counters: { 'growth per minute': slopePerMinute } }],
  });
});

test('refuses a growth of too few readings, and says what to do', async () => {
  const monitor = new ResourceMonitor();
  await monitor.start();
  await monitor.stop();
  expect(() => monitor.growth('rssBytes')).toThrow(
    /at least 20 readings of rssBytes.*Watch longer/,
  );
});

test.each([
  [{ pids: [0] }, 'pids must be whole numbers from 1, got 0.'],
  [{ pids: [1.5] }, 'pids must be whole numbers from 1, got 1.5.'],
  [{ intervalMs: 0 }, 'intervalMs must be at least 1, got 0.'],
])('refuses %j', (options, message) => {
  expect(() => new ResourceMonitor(options)).toThrow(message);
});
