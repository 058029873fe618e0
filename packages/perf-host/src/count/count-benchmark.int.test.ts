import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeProject } from '@night-pilot/perf-report/testing';
import { countBenchmark, type CountOptions } from './count-benchmark.ts';

/** Makes one project of a bench file and gives what counts one of its benchmarks. */
async function projectOf(body: string) {
  const { root } = await writeProject({
    'one.bench.ts': `import { expect, test } from 'vitest';\n${body}`,
  });
  return {
    root,
    count: (benchmark: string, options: Partial<CountOptions> = {}, title = 'test') =>
      countBenchmark(
        { cwd: root, file: join(root, 'one.bench.ts'), test: [title], benchmark },
        { instrument: 'allocated', ...options },
      ),
  };
}

test('allocated bytes repeat, and are those of what is created', async () => {
  const { count } = await projectOf(`test('test', async ({ bench }) => {
    await bench('array', () => new Array(10).fill(0)).run();
  });`);
  const first = await count('array');
  const again = await count('array');
  if (first.state !== 'counted' || again.state !== 'counted')
    throw new Error(JSON.stringify(first));
  expect(Math.abs(again.perIteration / first.perIteration - 1)).toBeLessThan(0.0005);
  // Ten elements of a pointer each; four words of the array itself and two that head its elements.
  expect(first.perIteration).toBeGreaterThanOrEqual(8 * (10 + 4 + 2));
  expect(first.perIteration).toBeLessThan(8 * (10 + 4 + 2) * 1.005);
});

test('calls one benchmark exactly 3 n times within its hooks, and no other one', async () => {
  const { count, root } = await projectOf(`import { appendFileSync } from 'node:fs';
    import { beforeEach } from 'vitest';
    const log = (what: string) => appendFileSync('log.txt', process.execArgv.includes('--expose-gc') ? what + ' ' : '');
    let calls = 0;
    beforeEach(() => log('set-up'));
    test('test', async ({ bench }) => {
      const options = { beforeAll: () => { calls = 0; log('before'); }, afterAll: () => log('after:' + calls) };
      const results = await bench.compare(
        bench('other', () => log('other')),
        bench('counted', options, async () => { calls += 1; await null; }),
      );
      expect(results.get('counted')).toBeFasterThan(results.get('other'));
      expect(results.get('other').latency.mean).toBeLessThan(1);
      log('end');
    });`);
  const schedule = { windows: [1000, 1000, 1000], group: 1 };
  expect(await count('counted', { schedule })).toMatchObject({ state: 'counted', schedule });
  const log = readFileSync(join(root, 'log.txt'), 'utf8');
  expect(log).not.toContain('other');
  // A warm-up of one call, for the hooks that know one, and the run.
  const process = (calls: string) => `set-up before after:1 before after:${calls} end `;
  expect(log).toMatch(new RegExp(`^(${process('\\d+')}){2}(${process('3000')}){2}$`));
});

test.each([
  [
    'sleeps',
    `bench('it', () => new Promise((resolve) => setTimeout(resolve, 2)))`,
    'it waits for the event loop (timers): judged by wall',
  ],
  [
    'reads a file in the thread pool',
    `bench('it', () => readFile('package.json'))`,
    'it waits for the event loop (the thread pool): judged by wall',
  ],
  [
    'asks a worker thread',
    `bench('it', () => new Promise((resolve) => { worker.once('message', resolve); worker.postMessage(1); }))`,
    /^it waits for the event loop.*: judged by wall$/,
  ],
  [
    'is blocked by another thread',
    `bench('it', () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2))`,
    // The worker of this file may still be starting, which is seen first.
    /^(it blocks: the system puts it to sleep while it runs|other threads work for it): judged by wall$/,
  ],
  [
    'has a hook around each iteration',
    `bench('it', { beforeEach: () => undefined }, () => 1)`,
    'its beforeEach or afterEach hooks would be counted with every iteration: judged by wall',
  ],
])('a benchmark that %s is refused', async (_what, benchmark, reason) => {
  const { count } = await projectOf(`import { once } from 'node:events';
    import { readFile } from 'node:fs/promises';
    import { Worker } from 'node:worker_threads';
    test('test', async ({ bench }) => {
      const source = "const { parentPort: port } = require('node:worker_threads'); port.on('message', () => port.postMessage(1))";
      const worker = new Worker(source, { eval: true });
      await once(worker, 'online');
      await ${benchmark}.run();
      await worker.terminate();
    });`);
  expect(await count('it')).toEqual({
    state: 'refused',
    reason: typeof reason === 'string' ? reason : (expect.stringMatching(reason) as string),
  });
});

test('threads beside a benchmark do not get the large young generation of a counted process', async () => {
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
  expect(await count('it')).toMatchObject({ state: 'counted' });
});

test('what takes more with every iteration is not steady', async () => {
  const { count } = await projectOf(`test('test', async ({ bench }) => {
    let length = 0;
    await bench('grows', () => new Array(++length).fill(0)).run();
  });`);
  expect(await count('grows', { schedule: { windows: [500, 500, 500], group: 1 } })).toMatchObject({
    state: 'not-steady',
    reason: expect.stringMatching(/^not steady: the slopes differ at 500 iterations/) as string,
  });
});

test('where garbage would be collected fewer iterations are counted', async () => {
  const { count } = await projectOf(`test('test', async ({ bench }) => {
    await bench('large', () => new Array(1_000_000).fill(0)).run();
  });`);
  const result = await count('large', { schedule: { windows: [64, 64, 64], group: 1 } });
  if (result.state !== 'counted') throw new Error(JSON.stringify(result));
  expect(result.schedule.windows[0]).toBeLessThan(64);
  expect(result.perIteration).toBeGreaterThan(8e6);
});

test('a benchmark that always collects garbage is refused', async () => {
  const { count } = await projectOf(`test('test', async ({ bench }) => {
    await bench('collects', () => globalThis.gc()).run();
  });`);
  expect(await count('collects', { schedule: { windows: [4, 4, 4], group: 1 } })).toMatchObject({
    state: 'refused',
    reason: expect.stringContaining('garbage is collected') as string,
  });
});

test('what fails is named with its reason', async () => {
  const { count } = await projectOf(`
    test('throws', ({ bench }) => bench('it', () => { throw new Error('broken'); }).run());
    test('leaves', ({ bench }) => bench('it', () => { console.log('bye'); process.exit(7); }).run());`);
  const failure = (code: string | null, message: RegExp) => ({
    state: 'failed',
    error: { code, message: expect.stringMatching(message) as string },
  });
  expect(await count('it', {}, 'throws')).toEqual(failure(null, /^broken$/));
  expect(await count('it', {}, 'leaves')).toEqual(failure('EXITED', /exit code 7 .*printed: bye/));
  expect(await count('it', {}, 'gone')).toEqual(failure('MISSING_TEST', /has no test \["gone"\]/));
  expect(await count('other', {}, 'throws')).toMatchObject({ state: 'failed' });
});

test('a benchmark that writes to standard output fails by name', async () => {
  const { count } = await projectOf(
    `test('test', ({ bench }) => bench('it', () => console.log('hello')).run());`,
  );
  expect(await count('it')).toMatchObject({ state: 'failed', error: { code: 'WROTE_OUTPUT' } });
});

test('a benchmark that the test does not run is missing', async () => {
  const { count } = await projectOf(`test('test', ({ bench }) => bench('it', () => 1).run());`);
  expect(await count('other')).toMatchObject({
    state: 'failed',
    error: { code: 'MISSING_BENCHMARK' },
  });
});

test('what does not end in time, or is called off, leaves no process behind', async () => {
  const { count, root } = await projectOf(`import { writeFileSync } from 'node:fs';
    test('test', ({ bench }) => bench('hangs', () => {
      writeFileSync('pid', String(process.pid));
      setInterval(() => undefined, 1000);
      return new Promise(() => undefined);
    }).run());`);
  const isAlive = () => existsSync('/proc/' + readFileSync(join(root, 'pid'), 'utf8'));
  expect(await count('hangs', { limitMs: 2000 })).toEqual({
    state: 'refused',
    reason: 'one iteration takes too long to be counted: judged by wall',
  });
  expect(isAlive()).toBe(false);
  const stop = new AbortController();
  setTimeout(() => stop.abort(new Error('enough')), 1500);
  await expect(count('hangs', { signal: stop.signal })).rejects.toThrow('enough');
  expect(isAlive()).toBe(false);
});
