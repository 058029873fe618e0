import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Metric } from '@night-pilot/perf-report';
import { sampleEnvironment, writeProject } from '@night-pilot/perf-report/testing';
import { runLoads } from './run-loads.ts';

async function load(source: string, repetitions = 1): Promise<Metric[]> {
  const project = await writeProject({ 'one.load.ts': source });
  const files = [join(project.root, 'one.load.ts')];
  return runLoads({ project, files, environment: sampleEnvironment(), repetitions });
}

test('puts a real server under load, set up afresh for each repetition', async () => {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.end('ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const metrics = await load(
    `export default {
      name: 'server',
      setup: async () => 'http://127.0.0.1:${port}',
      runs: [{ name: 'gets', operations: 12, concurrency: 4,
               operation: async (url: string) => (await fetch(url)).text() }],
    };`,
    2,
  );
  // Twelve to warm up and twelve that count, twice.
  expect(requests).toBe(48);
  expect(metrics.map(({ name, state }) => `${name}: ${state}`)).toEqual([
    'latency: measured',
    'throughput: measured',
    'success: measured',
    'loop delay p99: measured',
    'peak memory: measured',
  ]);
  const [latency, , success] = metrics;
  expect(latency).toMatchObject({
    suite: 'server › gets',
    params: { operations: 12, concurrency: 4 },
  });
  expect(success).toMatchObject({ summary: { mean: 1 }, forks: [{}, {}] });
});

test('runs with a rate and a time limit, and says so in the metrics', async () => {
  const metrics = await load(`
    import { setTimeout } from 'node:timers/promises';
    export default {
      name: 'open',
      setup: async () => undefined,
      runs: [{ name: 'one hangs', operations: 20, concurrency: 10, rate: 2_000, timeoutMs: 50,
               operation: async (_context, index, signal) => {
                 if (index === 25) await setTimeout(60_000, undefined, { signal });
               } }],
    };`);
  const params = { operations: 20, concurrency: 10, rate: 2_000, timeoutMs: 50 };
  expect(metrics.find(({ name }) => name === 'success')).toMatchObject({
    params,
    summary: { mean: 0.95 },
    forks: [{ counters: { failed: 1, 'failed: TIMEOUT': 1 } }],
  });
  expect(metrics.find(({ name }) => name === 'latency')).toMatchObject({
    forks: [{ samples: { length: 19 } }],
  });
});

test('reports the share of operations that succeeded', async () => {
  const metrics = await load(`
    export default {
      name: 'flaky',
      setup: async () => undefined,
      runs: [{ name: 'every fourth', operations: 8, concurrency: 2,
               operation: async (_: unknown, index: number) => { if (index % 4 === 0) throw new Error('fourth'); } }],
    };`);
  expect(metrics.find(({ name }) => name === 'success')).toMatchObject({ summary: { mean: 0.75 } });
});

test('fails every metric of a scenario whose set-up fails', async () => {
  const metrics = await load(`
    export default {
      name: 'broken',
      setup: async () => { throw new Error('port is taken'); },
      runs: [{ name: 'any', operations: 1, concurrency: 1, operation: async () => undefined }],
    };`);
  expect(metrics).toHaveLength(5);
  for (const metric of metrics) {
    const message = 'Error: port is taken (one.load.ts:4:34)';
    expect(metric).toMatchObject({ state: 'failed', error: { message } });
  }
});

test('names a file that is no scenario', async () => {
  const [metric] = await load('export default 5;');
  expect(metric).toMatchObject({
    state: 'failed',
    name: 'one.load.ts',
    error: {
      message: expect.stringMatching(/^one\.load\.ts must have a default export/) as string,
    },
  });
});

test('counts indices on from the warm-up, so that none occurs twice in one context', async () => {
  const metrics = await load(`
    const seen = new Set();
    export default {
      name: 'unique',
      setup: async () => undefined,
      runs: [{ name: 'once', operations: 5, concurrency: 2,
               operation: async (_: unknown, index: number) => {
                 if (seen.has(index)) throw new Error('twice');
                 seen.add(index);
               } }],
    };`);
  expect(metrics.find(({ name }) => name === 'success')).toMatchObject({ summary: { mean: 1 } });
});

test.each([
  ['500 operations', 600, 2, 500],
  ['as many operations as are in flight at once', 650, 600, 600],
])('warms a long run up with %s', async (_, operations, concurrency, warming) => {
  const metrics = await load(`
    export default {
      name: 'long',
      setup: async () => undefined,
      runs: [{ name: 'two fail, one of them counts', operations: ${operations}, concurrency: ${concurrency},
               operation: async (_: unknown, index: number) => {
                 if (index === ${warming - 1}) throw new Error('not counted');
                 if (index === ${warming}) throw new Error('counted');
               } }],
    };`);
  expect(metrics.find(({ name }) => name === 'success')).toMatchObject({
    summary: { mean: 1 - 1 / operations },
  });
});

test('tears the scenario down on abort, whatever hangs, and throws', async () => {
  const project = await writeProject({
    'one.load.ts': `
      import { writeFileSync } from 'node:fs';
      export default {
        name: 'hanging',
        setup: async () => writeFileSync('set-up', ''),
        teardown: async () => writeFileSync('torn-down', ''),
        runs: [{ name: 'never', operations: 1, concurrency: 1,
                 operation: () => new Promise(() => undefined) }],
      };`,
  });
  const stop = new AbortController();
  const running = runLoads({
    project,
    files: [join(project.root, 'one.load.ts')],
    environment: sampleEnvironment(),
    repetitions: 1,
    signal: stop.signal,
  });
  const ended = expect(running).rejects.toThrow('enough');
  await vi.waitUntil(() => existsSync(join(project.root, 'set-up')), { timeout: 120_000 });
  stop.abort(new Error('enough'));
  await ended;
  expect(existsSync(join(project.root, 'torn-down'))).toBe(true);
});
