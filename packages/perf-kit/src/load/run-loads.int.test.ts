import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Metric } from '../report/schema.ts';
import { sampleEnvironment } from '../testing/sample-report.ts';
import { writeProject } from '../testing/write-project.ts';
import { runLoads } from './run-loads.ts';

async function load(source: string): Promise<Metric[]> {
  const project = await writeProject({ 'one.load.ts': source });
  const files = [join(project.root, 'one.load.ts')];
  return runLoads({ project, files, environment: sampleEnvironment(), repetitions: 2 });
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
  const metrics = await load(`
    export default {
      name: 'server',
      setup: async () => 'http://127.0.0.1:${port}',
      runs: [{ name: 'gets', operations: 12, concurrency: 4,
               operation: async (url: string) => (await fetch(url)).text() }],
    };`);
  // Twelve to warm up and twelve that count, twice.
  expect(requests).toBe(48);
  expect(metrics.map(({ name, state }) => `${name}: ${state}`)).toEqual([
    'latency: measured',
    'throughput: measured',
    'success: measured',
    'peak memory: measured',
  ]);
  const [latency, , success] = metrics;
  expect(latency).toMatchObject({
    suite: 'server › gets',
    params: { operations: 12, concurrency: 4 },
  });
  expect(success).toMatchObject({ summary: { mean: 1 }, forks: [{}, {}] });
});

test('the share of operations that failed is told', async () => {
  const metrics = await load(`
    export default {
      name: 'flaky',
      setup: async () => undefined,
      runs: [{ name: 'every fourth', operations: 8, concurrency: 2,
               operation: async (_: unknown, index: number) => { if (index % 4 === 0) throw new Error('fourth'); } }],
    };`);
  expect(metrics.find(({ name }) => name === 'success')).toMatchObject({ summary: { mean: 0.75 } });
});

test('a set-up that fails makes every metric of the scenario failed', async () => {
  const metrics = await load(`
    export default {
      name: 'broken',
      setup: async () => { throw new Error('port is taken'); },
      runs: [{ name: 'any', operations: 1, concurrency: 1, operation: async () => undefined }],
    };`);
  expect(metrics).toHaveLength(4);
  for (const metric of metrics) {
    expect(metric).toMatchObject({ state: 'failed', error: { message: 'port is taken' } });
  }
});

test('a file that is no scenario is refused by name', async () => {
  await expect(load('export default 5;')).rejects.toThrow(
    /one\.load\.ts must have a default export/,
  );
});
