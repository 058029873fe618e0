import { join } from 'node:path';
import type { MeasuredMetric, PerfReport } from '@night-pilot/perf-report';
import { summarize, UNKNOWN_DISTURBANCE } from '@night-pilot/perf-report';
import { expect, onTestFinished, test } from 'vitest';
import { checkRun } from '../check/check-run.ts';
import { siteDataOf } from '../export/site-data.ts';
import { listFindings } from '../findings/list-findings.ts';
import { allRuns, findRun, storedReport } from '../store/history.ts';
import { ingest } from '../store/ingest.ts';
import { openStore } from '../store/open-store.ts';
import { seededNormal } from '../testing/random.ts';
import { failedTest, metric, report } from '../testing/reports.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { thinHistory } from './thin-history.ts';

/** A metric with three forks of 200 samples each, one of them set aside. */
function sampled(seed: number, mean: number): MeasuredMetric {
  const normal = seededNormal(seed);
  const forks = [null, null, 'too much steal'].map((setAside) => ({
    samples: Array.from({ length: 200 }, () => mean * Math.exp(normal() / 10)),
    iterationsPerSample: 10,
    durationMs: 5,
    steady: true,
    disturbance: UNKNOWN_DISTURBANCE,
    setAside,
    counters: { deopts: 3 },
  }));
  return metric(mean, { name: 'sampled', forks, summary: summarize(forks) });
}

const counted = { name: 'counted', instrument: 'instructions', kind: 'count', unit: '1' } as const;

function reportOf(number: number): PerfReport {
  const count = metric(number < 8 ? 1_000 : 1_100, counted);
  const budget = metric(2, { name: 'budget', unit: 'x', budget: { min: 20, met: false } });
  return { ...report(number, [sampled(number, 100), count, budget]), tests: [failedTest] };
}

test('takes the samples out of old runs, and changes nothing that is judged or shown', async () => {
  const store = await openStore(join(await tempFolder(), 'history.db'));
  onTestFinished(() => store.close());
  const reports = Array.from({ length: 12 }, (_, number) => reportOf(number));
  for (const one of reports) {
    await ingest(store, one);
    await checkRun(store, { run: one.run.id });
  }
  const see = async () => ({
    site: { ...(await siteDataOf(store)), generatedAt: '' },
    points: await store.db.selectFrom('points').selectAll().execute(),
    findings: await listFindings(store),
    runs: await allRuns(store),
  });
  const before = await see();
  expect(before.findings).toHaveLength(1);

  const thinned = await thinHistory(store, 4);
  expect(thinned.runs).toBe(8);
  expect(thinned.after).toBeLessThan(thinned.before / 4);
  expect(await see()).toEqual(before);
  for (const [at, original] of reports.entries()) {
    const stored = await storedReport(store, await findRun(store, original.run.id));
    const isOld = at < 8;
    const samples = stored.metrics.map((one) => (one as MeasuredMetric).forks[0]?.samples.length);
    expect(samples).toEqual([isOld ? 1 : 200, 1, 1]);
    expect(withoutForks(stored)).toEqual(withoutForks(original));
    const { outcome, verdicts } = await checkRun(store, { run: original.run.id });
    expect(verdicts.verdicts).toHaveLength(3);
    expect(outcome.brokenBudgets).toHaveLength(1);
  }
  expect(await listFindings(store)).toEqual(before.findings);

  expect(await thinHistory(store, 4)).toEqual({ runs: 0, before: 0, after: 0 });
  // A thinned run is still known by its original report.
  expect((await ingest(store, reports[0] as PerfReport)).state).toBe('known');
});

/** Forks without their samples. */
function withoutForks({ metrics, ...rest }: PerfReport) {
  return {
    ...rest,
    metrics: metrics.map((one) =>
      one.state === 'measured'
        ? { ...one, forks: one.forks.map(({ samples: _, ...fork }) => fork) }
        : one,
    ),
  };
}

test('keeps the mean of each fork, and samples whose mean is out of range', async () => {
  const store = await openStore(join(await tempFolder(), 'history.db'));
  onTestFinished(() => store.close());
  const huge = metric(1e308, { name: 'huge' });
  huge.forks = [{ ...huge.forks[0]!, samples: [1.7e308, 1.7e308] }];
  huge.summary = { ...summarize(huge.forks), mean: 1.7e308 };
  const usual = metric(100, { name: 'usual' });
  usual.forks = [
    { ...usual.forks[0]!, samples: Array.from({ length: 101 }, (_, at) => 90 + at ** 2 / 100) },
  ];
  usual.summary = summarize(usual.forks);
  await ingest(store, report(1, [huge, usual]));
  await ingest(store, report(2, [usual]));
  await thinHistory(store, 1);
  const { metrics } = await storedReport(store, await findRun(store, 'run-0001'));
  expect(metrics).toMatchObject([
    { forks: [{ samples: [1.7e308, 1.7e308] }] },
    { forks: [{ samples: [usual.summary.mean] }], summary: usual.summary },
  ]);
});

test('leaves a report alone that would not get smaller', async () => {
  const store = await openStore(join(await tempFolder(), 'history.db'));
  onTestFinished(() => store.close());
  for (const number of [1, 2]) await ingest(store, report(number, [metric(1)]));
  expect(await thinHistory(store, 1)).toEqual({ runs: 0, before: 0, after: 0 });
});
