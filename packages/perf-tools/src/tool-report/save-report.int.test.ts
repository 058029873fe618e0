import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readReport } from '@night-pilot/perf-report';
import { temporaryFolder } from '@night-pilot/perf-report/testing';
import type { MetricSource } from './metric-source.ts';
import { saveReport } from './save-report.ts';

const waits: MetricSource = {
  metrics: () => [
    {
      ...{ name: 'wait', params: { callers: 2 }, kind: 'time', unit: 'ms', better: 'lower' },
      ...{ samples: [1, 2, 6], counters: { failed: 1 }, durationMs: 9 },
    },
  ],
};

test('what a tool measured is read again from the report', async () => {
  const path = join(await temporaryFolder(), 'deep/report.json');
  await saveReport(path, { suite: 'import › rows', sources: [waits], from: import.meta.dirname });
  const { metrics } = await readReport(path);
  expect(metrics).toMatchObject([
    {
      ...{ state: 'measured', project: 'perf-tools', suite: 'import › rows', name: 'wait' },
      ...{ params: { callers: 2 }, kind: 'time', unit: 'ms', better: 'lower' },
      forks: [{ samples: [1, 2, 6], durationMs: 9, counters: { failed: 1 } }],
      summary: { mean: 3, interval: null, min: 1 },
    },
  ]);
});

test('refuses tools that have measured nothing, and writes no file', async () => {
  const path = join(await temporaryFolder(), 'report.json');
  await expect(saveReport(path, { suite: '', sources: [] })).rejects.toMatchObject({
    code: 'NOTHING_TO_MEASURE',
  });
  await expect(readReport(path)).rejects.toMatchObject({ code: 'REPORT_NOT_FOUND' });
});
