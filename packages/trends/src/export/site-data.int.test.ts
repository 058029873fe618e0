import { siteDataSchema } from '@night-pilot/dashboard';
import type { KyselyPlugin } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkRun } from '../check/check-run.ts';
import { ingest } from '../store/ingest.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { environment, failedTest, identity, metric, report } from '../testing/reports.ts';
import { stores } from '../testing/stores.ts';
import { siteDataOf } from './site-data.ts';

describe.each(stores)('from $name', ({ newUrl }) => {
  const newStore = async (url?: string): Promise<Store> => {
    const store = await openStore(url ?? (await newUrl()));
    onTestFinished(() => store.close());
    return store;
  };

  test('holds every series with its points and the verdict on the newest run', async () => {
    const store = await newStore();
    const peer = { ...identity('SimpleDatabase'), mean: 5, unit: 'ops/s' };
    await ingest(store, report(1, [metric(100), metric(7, { name: 'gone' })]));
    await ingest(store, report(2, [metric(110, { peer, budget: { max: 105, met: false } })]));
    await checkRun(store);
    const data = siteDataSchema.parse(await siteDataOf(store));
    expect(data.runs).toMatchObject([
      { id: 'run-0001', branch: 'main', dirty: false, durationMs: 60_000 },
      { id: 'run-0002', startedAt: '2026-01-01T02:00:00.000Z' },
    ]);
    expect(data.series).toHaveLength(2);
    expect(data.series).toMatchObject([
      { name: 'gone', verdict: null, points: [{ run: 'run-0001', mean: 7 }] },
      {
        name: 'insert',
        unit: 'ns',
        kind: 'time',
        better: 'lower',
        fingerprint: environment.fingerprints.wall,
        environment: 'Test CPU (2 cores) · linux x64 · Node 24.1.0',
        peer: 'SimpleDatabase',
        budget: { max: 105, state: 'unclear' },
        verdict: { verdict: 'undecided', effect: expect.closeTo(0.1, 9) as number },
        points: [
          { run: 'run-0001', mean: 100 },
          { run: 'run-0002', mean: 110 },
        ],
      },
    ]);
  });

  test('holds what the newest run could not measure, and the outcomes of its tests', async () => {
    const store = await newStore();
    await ingest(store, {
      ...report(1, [
        metric(1),
        {
          state: 'failed',
          ...identity('stress'),
          environment: environment.id,
          error: { code: null, message: 'no server' },
        },
        {
          state: 'unavailable',
          ...identity('count', 'instructions'),
          environment: environment.id,
          reason: 'no Valgrind',
        },
      ]),
      tests: [
        {
          project: 'app',
          suite: 'page.perf.ts',
          name: 'opens',
          variant: null,
          startedAt: '2026-01-01T00:00:00Z',
          durationMs: 5,
          retries: 1,
          worker: 0,
          shard: null,
          outcome: 'flaky',
          error: 'once',
        },
      ],
    });
    const { problems, tests } = siteDataSchema.parse(await siteDataOf(store));
    expect(problems).toEqual([
      { state: 'failed', title: 'db › writes › stress', instrument: 'wall', message: 'no server' },
      {
        state: 'unavailable',
        title: 'db › writes › count',
        instrument: 'instructions',
        message: 'no Valgrind',
      },
    ]);
    expect(tests).toMatchObject([{ name: 'opens', outcome: 'flaky', retries: 1, error: null }]);
  });

  test('holds suspicions, and why a test failed', async () => {
    const store = await newStore();
    for (let run = 1; run <= 9; run += 1)
      await ingest(store, report(run, [metric(100 + (run % 3))]));
    await ingest(store, report(10, [metric(200)]));
    await ingest(store, { ...report(11, [metric(200)]), tests: [failedTest] });
    await checkRun(store);
    const { series, tests } = siteDataSchema.parse(await siteDataOf(store));
    expect(series).toMatchObject([{ verdict: { verdict: 'undecided', suspicion: 'regression' } }]);
    expect(tests).toMatchObject([{ name: 'opens', outcome: 'failed', error: 'no such button' }]);
  });

  test('leaves out a run that another process stores meanwhile', async () => {
    const url = await newUrl();
    const [store, other] = [await newStore(url), await newStore(url)];
    await ingest(store, report(1, [metric(1)]));
    const meanwhile: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        await ingest(other, report(2, [metric(2)]));
        return result;
      },
    };
    const data = await siteDataOf({ ...store, db: store.db.withPlugin(meanwhile) });
    expect(data.runs.map(({ id }) => id)).toEqual(['run-0001']);
    expect(data.series[0]?.points).toHaveLength(1);
    expect((await siteDataOf(store)).runs).toHaveLength(2);
  });

  test('holds the last 200 runs, and gives a series the same id in every history', async () => {
    const [store, other] = [await newStore(), await newStore()];
    for (let run = 1; run <= 205; run += 1) await ingest(store, report(run, [metric(run)]));
    await ingest(other, report(1, [metric(1)]));
    const data = await siteDataOf(store);
    expect(data.runs.map(({ id }) => id)).toHaveLength(200);
    expect(data.runs[0]?.id).toBe('run-0006');
    expect(data.series[0]?.points).toHaveLength(200);
    expect(data.series[0]?.id).toBe((await siteDataOf(other)).series[0]?.id);
    expect(data.series[0]?.id).toMatch(/^[0-9a-f]{16}$/);
  });

  test('rounds a count below its resolution to 0', async () => {
    const store = await newStore();
    const allocated = { instrument: 'allocated', kind: 'memory', unit: 'bytes' } as const;
    await ingest(store, report(1, [metric(0.0000116, allocated)]));
    await ingest(store, report(2, [metric(0.0000232, allocated)]));
    const { series } = siteDataSchema.parse(await siteDataOf(store));
    expect(series[0]?.points).toMatchObject([{ mean: 0 }, { mean: 0 }]);
  });

  test('decides the state of a budget from value, interval and limit', async () => {
    const store = await newStore();
    const budgeted = (name: string, mean: number, met: boolean) =>
      metric(mean, { name, budget: { min: 20, met } });
    const allocated = { instrument: 'allocated', kind: 'memory', unit: 'bytes' } as const;
    await ingest(
      store,
      report(1, [
        budgeted('a', 2, false),
        budgeted('b', 18, true),
        budgeted('c', 2_000, true),
        metric(0.2, { name: 'd', ...allocated, budget: { max: 0, met: true } }),
      ]),
    );
    const { series } = siteDataSchema.parse(await siteDataOf(store));
    expect(series.map(({ name, budget }) => [name, budget])).toEqual([
      ['a', { min: 20, state: 'broken' }],
      ['b', { min: 20, state: 'unclear' }],
      ['c', { min: 20, state: 'met' }],
      // A count may miss its limit by less than its resolution.
      ['d', { max: 0, state: 'met' }],
    ]);
  });

  test('leaves out runs that are dated in the future', async () => {
    const store = await newStore();
    const future = report(1, [metric(100)]);
    future.run.startedAt = '2999-01-01T00:00:00.000Z';
    await ingest(store, future);
    await ingest(store, report(2, [metric(110)]));
    const data = siteDataSchema.parse(await siteDataOf(store));
    expect(data.runs.map(({ id }) => id)).toEqual(['run-0002']);
    expect(data.series[0]?.points).toMatchObject([{ run: 'run-0002', mean: 110 }]);
  });
});
