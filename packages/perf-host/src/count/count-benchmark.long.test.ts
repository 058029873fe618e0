import { expect, test } from 'vitest';
import { projectOf } from '../testing/counted-project.ts';

test('gives threads beside a benchmark a young generation of the usual size', async () => {
  const { count } = await projectOf(`import { getHeapSpaceStatistics } from 'node:v8';
    import { Worker } from 'node:worker_threads';
    const mib = (spaces: ReturnType<typeof getHeapSpaceStatistics>) =>
      spaces.find(({ space_name: name }) => name === 'new_space')!.space_size / 2 ** 20;
    const code = "require('worker_threads').parentPort.postMessage(require('v8').getHeapSpaceStatistics())";
    test('test', async ({ bench }) => {
      const worker = new Worker(code, { eval: true });
      const own = await new Promise((resolve) => worker.once('message', resolve));
      await worker.terminate();
      if (!process.execArgv.includes('--expose-gc')) throw new Error('expected to be counted');
      if (mib(getHeapSpaceStatistics()) < 256 || mib(own) > 64) throw new Error(mib(own) + ' MiB');
      await bench('it', () => [1, 2, 3]).run();
    });`);
  const schedule = { warmUp: [], windows: [100, 100, 100], group: 1 };
  expect(await count('it', { schedule })).toMatchObject({ state: 'counted' });
});

test('is not steady when each iteration takes more than the one before', async () => {
  const { count } = await projectOf(`test('test', async ({ bench }) => {
    let length = 0;
    await bench('grows', () => new Array(++length).fill(0)).run();
  });`);
  expect(
    await count('grows', { schedule: { warmUp: [], windows: [500, 500, 500], group: 1 } }),
  ).toMatchObject({
    state: 'not-steady',
    reason: expect.stringMatching(/^not steady: the slopes differ at 500 iterations/) as string,
  });
});

test('counts fewer iterations when garbage would be collected', async () => {
  const { count } = await projectOf(`test('test', async ({ bench }) => {
    await bench('large', () => new Array(1_000_000).fill(0)).run();
  });`);
  const result = await count('large', {
    schedule: { warmUp: [], windows: [32, 32, 32], group: 1 },
  });
  if (result.state !== 'counted') throw new Error(JSON.stringify(result));
  expect(result.schedule.windows[0]).toBeLessThan(32);
  expect(result.perIteration).toBeGreaterThan(8e6);
});

test('refuses a benchmark that always collects garbage', async () => {
  const { count } = await projectOf(`test('test', async ({ bench }) => {
    await bench('collects', () => globalThis.gc()).run();
  });`);
  expect(
    await count('collects', { schedule: { warmUp: [], windows: [1, 1, 1], group: 1 } }),
  ).toMatchObject({
    state: 'refused',
    reason: expect.stringContaining('garbage is collected') as string,
  });
});
