import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readReport } from '@night-pilot/perf-report';
import { runDocumentedExample } from '../testing/documented-example.ts';

test('runs the example of ConcurrentTester and saves its parameters', async () => {
  const { stdout, folder } = await runDocumentedExample('ConcurrentTester');
  expect(stdout).toMatch(/^200 \{\s+p50: /);
  const { metrics } = await readReport(join(folder, 'reports/server.json'));
  expect(metrics[0]).toMatchObject({
    project: 'example',
    suite: 'server',
    name: 'latency',
    params: { rate: 200, durationMs: 1_000, timeoutMs: 5_000 },
  });
});
