import { describe, expect, onTestFinished, test } from 'vitest';
import { environmentWith, metric, report } from '../testing/reports.ts';
import { stores } from '../testing/stores.ts';
import { findRun, lastPointElsewhere, meansOf } from './history.ts';
import { ingest } from './ingest.ts';
import { newPoints } from './new-points.ts';
import { openStore, type Store } from './open-store.ts';

const series = newPoints(report(1, [metric(1)]))[0]?.series ?? '';

describe.each(stores)('a history in $name', ({ newUrl }) => {
  const storeWithRuns = async (numbers: readonly number[]): Promise<Store> => {
    const store = await openStore(await newUrl());
    onTestFinished(() => store.close());
    for (const number of numbers) await ingest(store, report(number, [metric(100 + number)]));
    return store;
  };

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

  test('finds the last measurement in another environment before a run, in the same unit', async () => {
    const store = await storeWithRuns([1, 2, 3]);
    const other = environmentWith({ node: '26.0.0' });
    const elsewhere = {
      ...report(4, [metric(100, { environment: other.id })]),
      environments: [other],
    };
    await ingest(store, elsewhere);
    const [point] = newPoints(elsewhere);
    const run = await findRun(store, 'run-0004');
    const found = point && (await lastPointElsewhere(store, point, run));
    expect(found).toMatchObject({ run: 'run-0003', environment: { node: '24.1.0' } });
    const second = await findRun(store, 'run-0001');
    expect(point && (await lastPointElsewhere(store, point, second))).toBeNull();
  });

  test('sorts ids byte by byte', async () => {
    const store = await storeWithRuns([]);
    for (const id of ['b', 'B', 'a', '-b']) {
      const one = report(1, [metric(1)]);
      await ingest(store, { ...one, run: { ...one.run, id: `run${id}` } });
    }
    expect((await findRun(store)).id).toBe('runb');
    const rows = await store.db.selectFrom('runs').select('id').orderBy('id').execute();
    expect(rows.map(({ id }) => id)).toEqual(['run-b', 'runB', 'runa', 'runb']);
  });
});
