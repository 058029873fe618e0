import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeProject } from '@night-pilot/perf-report/testing';
import { openSession } from './count-benchmark.ts';
import { inspectBenchmark, prepareCounting } from './inspect-benchmark.ts';
import { isMovedCode } from './source-facts.ts';

const CALLED = {
  timers: `() => new Promise((resolve) => setTimeout(resolve, 2))`,
  file: `() => readFile('package.json')`,
  worker: `() => new Promise((resolve) => { worker.once('message', resolve); worker.postMessage(1); })`,
  blocked: `() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2)`,
  hooked: `{ beforeEach: () => undefined }, () => 1`,
};
const WAITS = `import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { test } from 'vitest';
const source = "const { parentPort: port } = require('node:worker_threads'); port.on('message', () => port.postMessage(1))";
test('test', async ({ bench }) => {
  const worker = new Worker(source, { eval: true });
  await once(worker, 'online');
  ${Object.entries(CALLED)
    .map(([name, called]) => `await bench('${name}', ${called}).run();`)
    .join('\n  ')}
  await worker.terminate();
});
test('fit', ({ bench }) => bench('fit', () => [1, 2].map(String)).run());`;

test('refuses benchmarks that wait or have hooks around each iteration, and says why', async () => {
  const { root: cwd } = await writeProject({ 'one.bench.ts': WAITS });
  const target = { cwd, file: join(cwd, 'one.bench.ts'), test: ['test'], benchmark: '' };
  await using session = await openSession(target, { instrument: 'allocated' });
  const outcomes = new Map<string, string>();
  for (const benchmark of Object.keys(CALLED)) {
    const inspected = await inspectBenchmark(session, { ...target, benchmark });
    outcomes.set(benchmark, inspected.state === 'refused' ? inspected.reason : inspected.state);
  }
  const fit = await inspectBenchmark(session, { ...target, test: ['fit'], benchmark: 'fit' });
  expect(fit).toMatchObject({ state: 'fit' });
  const loop = 'it waits for the event loop';
  expect(Object.fromEntries(outcomes)).toEqual({
    timers: `${loop} (timers): judged by wall`,
    file: `${loop} (the thread pool): judged by wall`,
    worker: expect.stringMatching(/^it waits for the event loop.*: judged by wall$/) as string,
    // The worker of this file may still be starting, which is noticed first.
    blocked: expect.stringMatching(
      /^(it blocks: the system puts it to sleep while it runs|other threads work for it): judged by wall$/,
    ) as string,
    hooked:
      'its beforeEach or afterEach hooks would be counted with every iteration: judged by wall',
  });
});

const BENCH = `import { test } from 'vitest';
import { total } from './total.ts';
test('test', async ({ bench }) => {
  await bench('total', () => total([1, 2, 3])).run();
});`;
const TOTAL = `export function total(list: number[]): number {
  return list.map(weigh).reduce((sum, value) => sum + value);
}
`;
const WEIGH = `function weigh(value: number): number {
  return value * 2;
}
`;

async function sourcesOf(files: Record<string, string>) {
  const { root: cwd } = await writeProject({ 'one.bench.ts': BENCH, ...files });
  const target = { cwd, file: join(cwd, 'one.bench.ts'), test: ['test'], benchmark: 'total' };
  await using session = await openSession(target, { instrument: 'allocated' });
  return await prepareCounting(session, target);
}

test('recognises a version whose helper has moved to another file, but not one with another helper', async () => {
  const [base, moved, changed] = await Promise.all([
    sourcesOf({ 'total.ts': TOTAL + WEIGH }),
    sourcesOf({
      'total.ts': `import { weigh } from './weigh.ts';\n${TOTAL}`,
      'weigh.ts': `export ${WEIGH}`,
    }),
    sourcesOf({
      'total.ts': `import { weigh } from './weigh.ts';\n${TOTAL}`,
      'weigh.ts': `export ${WEIGH.replace('2', '3')}`,
    }),
  ]);
  expect(isMovedCode(base, moved)).toBe(true);
  expect(isMovedCode(base, changed)).toBe(false);
  expect(isMovedCode(base, base)).toBe(false);
});
