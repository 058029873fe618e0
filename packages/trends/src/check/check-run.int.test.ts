import { join } from 'node:path';
import type { PerfReport } from '@night-pilot/perf-report';
import { expect, onTestFinished, test } from 'vitest';
import { ingest } from '../store/ingest.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { storedVerdicts } from '../store/verdicts.ts';
import { environmentWith, metric, report } from '../testing/reports.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { checkRun } from './check-run.ts';

async function storeWith(reports: readonly PerfReport[]): Promise<Store> {
  const store = await openStore(join(await tempFolder(), 'history.db'));
  onTestFinished(() => store.close());
  for (const one of reports) await ingest(store, one);
  return store;
}

/** Runs that count about 1,000,000 instructions. */
function countingRuns(count: number): PerfReport[] {
  return Array.from({ length: count }, (_, index) =>
    report(index + 1, [metric(1_000_000 + (index % 3), { instrument: 'instructions' })]),
  );
}

test('reports no baseline on the first run, and one earlier run of eight on the second', async () => {
  const store = await storeWith([report(1, [metric(100)])]);
  const first = await checkRun(store);
  expect(first.verdicts.verdicts).toMatchObject([
    { verdict: 'undecided', reason: expect.stringContaining('no baseline') as string },
  ]);
  await ingest(store, report(2, [metric(100)]));
  const second = await checkRun(store);
  expect(second.verdicts.run).toBe('run-0002');
  expect(second.verdicts.verdicts).toMatchObject([
    {
      verdict: 'undecided',
      reason: expect.stringContaining('1 of 8 runs so far') as string,
      base: { runs: ['run-0001'] },
    },
  ]);
  expect(second.outcome.exitCode).toBe(0);
});

test('calls a count that grew a regression, and leaves the verdict on the run before', async () => {
  const store = await storeWith([
    ...countingRuns(9),
    report(10, [metric(1_050_000, { instrument: 'instructions' })]),
  ]);
  const { verdicts, outcome } = await checkRun(store);
  expect(verdicts.verdicts).toMatchObject([{ verdict: 'regression', pairs: 9 }]);
  expect(verdicts.verdicts[0]?.effect).toBeCloseTo(0.05, 5);
  expect(outcome.exitCode).toBe(1);
  const before = await checkRun(store, { run: 'run-0009' });
  expect(before.verdicts.verdicts).toMatchObject([{ verdict: 'unchanged', pairs: 8 }]);
});

test('calls allocations below the resolution unchanged', async () => {
  const allocated = { instrument: 'allocated', kind: 'memory', unit: 'bytes' } as const;
  const runs = Array.from({ length: 9 }, (_, index) =>
    report(index + 1, [metric(0.0000116, allocated)]),
  );
  const store = await storeWith([...runs, report(10, [metric(0.0000232, allocated)])]);
  const { verdicts, outcome } = await checkRun(store);
  expect(verdicts.verdicts).toMatchObject([{ verdict: 'unchanged', effect: 0 }]);
  expect(outcome.exitCode).toBe(0);
});

test('uses the resolution of the report instead of that of the instrument', async () => {
  const coarse = {
    instrument: 'allocated',
    kind: 'memory',
    unit: 'bytes',
    resolution: 100,
  } as const;
  const store = await storeWith([1, 2].map((run) => report(run, [metric(run * 60, coarse)])));
  expect((await checkRun(store)).verdicts.verdicts).toMatchObject([{ verdict: 'unchanged' }]);
});

test('uses the last 30 earlier runs only', async () => {
  const store = await storeWith(countingRuns(40));
  const { verdicts } = await checkRun(store);
  expect(verdicts.verdicts[0]?.pairs).toBe(30);
  expect(verdicts.verdicts[0]?.base?.runs[0]).toBe('run-0010');
});

test('calls a run on another machine incomparable and lists what differs', async () => {
  const other = environmentWith({ node: '26.0.0', cores: 8 });
  const store = await storeWith([
    ...countingRuns(9),
    {
      ...report(10, [
        metric(1, { instrument: 'instructions', environment: other.id }),
        metric(1, { name: 'new', environment: other.id }),
      ]),
      environments: [other],
    },
  ]);
  const { verdicts, outcome } = await checkRun(store);
  expect(verdicts.verdicts).toMatchObject([
    {
      verdict: 'incomparable',
      // The number of cores does not matter to an instruction count.
      reason: 'measured in other environments only: node was 24.1.0, is 26.0.0',
      base: { runs: ['run-0009'] },
    },
    { verdict: 'undecided', reason: expect.stringContaining('no baseline') as string },
  ]);
  expect(outcome.exitCode).toBe(0);
});

test('stores verdicts, and judges a run again when it is checked again', async () => {
  const store = await storeWith(countingRuns(9));
  const { verdicts } = await checkRun(store);
  expect([...(await storedVerdicts(store, 'run-0009')).values()]).toEqual(verdicts.verdicts);
  const late = report(0, [metric(1_000_000, { instrument: 'instructions' })]);
  await ingest(store, late);
  await checkRun(store);
  expect([...(await storedVerdicts(store, 'run-0009')).values()]).toMatchObject([{ pairs: 9 }]);
});

test('refuses to check an empty history', async () => {
  const store = await storeWith([]);
  await expect(checkRun(store)).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
});
