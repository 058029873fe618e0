import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { metric, report } from '../testing/reports.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { findRun, meansOf } from './history.ts';
import { ingest } from './ingest.ts';
import { newPoints } from './new-points.ts';
import { openStore, type Store } from './open-store.ts';

async function storeWithRuns(numbers: readonly number[]): Promise<Store> {
  const store = await openStore(join(await tempFolder(), 'history.db'));
  onTestFinished(() => store.close());
  for (const number of numbers) await ingest(store, report(number, [metric(100 + number)]));
  return store;
}

const series = newPoints(report(1, [metric(1)]))[0]?.series ?? '';

test('returns the means of the runs since a time', async () => {
  const store = await storeWithRuns([5, 1, 4, 2, 3, 6]);
  const { started_at: since } = await findRun(store, 'run-0003');
  const means = await meansOf(store, [series, 'unknown'], since);
  expect(means.get('unknown')).toEqual([]);
  expect(means.get(series)?.toSorted((a, b) => a.mean - b.mean)).toEqual([
    { run: 'run-0003', mean: 103 },
    { run: 'run-0004', mean: 104 },
    { run: 'run-0005', mean: 105 },
    { run: 'run-0006', mean: 106 },
  ]);
});

test('compares times of different precision as times', async () => {
  const store = await storeWithRuns([]);
  const at = (number: number, startedAt: string) => {
    const one = report(number, [metric(number)]);
    return { ...one, run: { ...one.run, startedAt } };
  };
  await ingest(store, at(1, '2026-01-01T00:00:00.500Z'));
  await ingest(store, at(2, '2026-01-01T00:00:00Z'));
  expect((await findRun(store)).id).toBe('run-0001');
});

test('distinguishes an empty history from an unknown run', async () => {
  const store = await storeWithRuns([]);
  await expect(findRun(store)).rejects.toThrow('no run yet');
  await expect(findRun(store, 'nope')).rejects.toMatchObject({
    code: 'RUN_NOT_FOUND',
    message: expect.stringContaining('nope') as string,
  });
});
