import { join } from 'node:path';
import type { PerfReport, TestOutcome } from '@night-pilot/perf-report';
import { expect, onTestFinished, test } from 'vitest';
import { ingest } from '../store/ingest.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { metric, report } from '../testing/reports.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { medians, timingsOf } from './timings.ts';

const outcome = (durationMs: number, rest: Partial<TestOutcome> = {}): TestOutcome => ({
  project: 'app',
  suite: 'list.spec.ts › list',
  name: 'opens',
  variant: 'chromium',
  startedAt: '2026-01-01T00:00:00Z',
  durationMs,
  retries: 0,
  worker: 0,
  shard: null,
  outcome: 'passed',
  error: null,
  ...rest,
});

async function storeWith(reports: readonly PerfReport[]): Promise<Store> {
  const store = await openStore(join(await tempFolder(), 'history.db'));
  onTestFinished(() => store.close());
  for (const one of reports) await ingest(store, one);
  return store;
}

test('returns the median of the newest 20 runs for each test', async () => {
  const reports = Array.from({ length: 30 }, (_, number) => ({
    ...report(number, [metric(1)]),
    tests: [outcome(number * 100)],
  }));
  const { tests } = await timingsOf(await storeWith(reports));
  expect(tests).toEqual([
    {
      project: 'app',
      suite: 'list.spec.ts › list',
      name: 'opens',
      variant: 'chromium',
      medianMs: 1_950,
      runs: 20,
      lastRunAt: '2026-01-02T05:00:00.000Z',
    },
  ]);
});

test('leaves out runs dated in the future, and has no test where none was run', async () => {
  const future = { ...report(2, [metric(1)]), tests: [outcome(7)] };
  future.run.startedAt = '2999-01-01T00:00:00.000Z';
  const store = await storeWith([report(1, [metric(1)]), future]);
  expect((await timingsOf(store)).tests).toEqual([]);
});

test('counts attempts that passed only, and tells variants and projects apart', () => {
  const runs = [
    {
      startedAt: '2026-01-02T00:00:00.000Z',
      tests: [
        outcome(30_000, { outcome: 'timedOut' }),
        outcome(5, { outcome: 'skipped' }),
        outcome(10, { outcome: 'flaky' }),
        outcome(50, { variant: 'webkit' }),
        outcome(60, { project: 'docs', variant: null }),
      ],
    },
    { startedAt: '2026-01-01T00:00:00.000Z', tests: [outcome(20), outcome(90)] },
  ];
  const found = medians(runs).map(({ project, variant, medianMs, runs: number, lastRunAt }) => [
    ...[project, variant, medianMs, number, lastRunAt],
  ]);
  expect(found).toEqual([
    ['app', 'chromium', 20, 2, '2026-01-02T00:00:00.000Z'],
    ['app', 'webkit', 50, 1, '2026-01-02T00:00:00.000Z'],
    ['docs', null, 60, 1, '2026-01-02T00:00:00.000Z'],
  ]);
});
