import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readReport } from '@night-pilot/perf-report';
import { runDocumentedExample } from '../testing/documented-example.ts';

test('runs the example of DatabasePerformanceTester and reports missing methods', async () => {
  const { stdout, folder } = await runDocumentedExample('DatabasePerformanceTester');
  expect(stdout).toMatch(/^insert \[\s+1,/);
  expect(stdout).toContain('list The target has no listPrompts.');
  expect(stdout).toContain('lost: [],');
  const { metrics } = await readReport(join(folder, 'reports/store.json'));
  expect(metrics.map(({ name }) => name)).toContain('mix latency');
});
