import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { PerfReport } from '@night-pilot/perf-report';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { environment, environmentWith, metric, report } from '../testing/reports.ts';
import { runNode } from '../testing/run-node.ts';
import { stores } from '../testing/stores.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { findRun, storedReport } from './history.ts';
import { ingest } from './ingest.ts';
import { openStore, type Store } from './open-store.ts';

async function countsOf({ db }: Store) {
  const count = async (table: 'runs' | 'reports' | 'environments' | 'series' | 'points') => {
    const rows = await db.selectFrom(table).selectAll().execute();
    return rows.length;
  };
  return {
    runs: await count('runs'),
    reports: await count('reports'),
    environments: await count('environments'),
    series: await count('series'),
    points: await count('points'),
  };
}

describe.each(stores)('ingest to $name', ({ newUrl, refusal }) => {
  const newStore = async (url?: string): Promise<Store> => {
    const store = await openStore(url ?? (await newUrl()));
    onTestFinished(() => store.close());
    return store;
  };

  test('stores the whole report and a point for each series', async () => {
    const store = await newStore();
    const first = report(1, [metric(100), metric(200, { name: 'read' })]);
    expect(await ingest(store, first)).toEqual({
      ...{ run: 'run-0001', state: 'added', points: 2, notes: [] },
    });
    expect(await countsOf(store)).toEqual({
      runs: 1,
      reports: 1,
      environments: 1,
      series: 2,
      points: 2,
    });
    expect(await storedReport(store, await findRun(store))).toEqual(first);
    const { low, high, mean } = await store.db
      .selectFrom('points')
      .selectAll()
      .where('mean', '=', 100)
      .executeTakeFirstOrThrow();
    expect({ low, high, mean }).toEqual({
      low: first.metrics[0]?.state === 'measured' ? first.metrics[0].summary.interval?.low : null,
      high: first.metrics[0]?.state === 'measured' ? first.metrics[0].summary.interval?.high : null,
      mean: 100,
    });
  });

  test('changes nothing when the same report comes again, in any order of keys', async () => {
    const store = await newStore();
    const params = { size: 1, writers: 20 };
    await ingest(store, report(1, [metric(100, { params })]));
    const before = await countsOf(store);
    const again = report(1, [metric(100, { params: { writers: 20, size: 1 } })]);
    expect(await ingest(store, again)).toEqual({
      ...{ run: 'run-0001', state: 'known', points: 0, notes: [] },
    });
    expect(await countsOf(store)).toEqual(before);
  });

  test('knows a report that an earlier version stored: with gzip, and a digest of sorted keys', async () => {
    const store = await newStore();
    const first = report(1, [metric(100, { params: { writers: 20, size: 1 } })]);
    await ingest(store, first);
    await store.db.updateTable('runs').set({ digest: 'f8bfd4a61bbfa2af' }).execute();
    await store.db
      .updateTable('reports')
      .set({ body: gzipSync(JSON.stringify(first)) })
      .execute();
    expect((await ingest(store, first)).state).toBe('known');
    expect(await storedReport(store, await findRun(store))).toEqual(first);
  });

  test('refuses another report under the id of a stored run', async () => {
    const store = await newStore();
    await ingest(store, report(1, [metric(100)]));
    await expect(ingest(store, report(1, [metric(101)]))).rejects.toMatchObject({
      code: 'RUN_CONFLICT',
      message: expect.stringContaining('run-0001') as string,
    });
    expect((await countsOf(store)).points).toBe(1);
  });

  test('corrects values that contradict the samples, and reports it', async () => {
    const store = await newStore();
    const honest = metric(100, { budget: { max: 10, met: false } });
    const lying = {
      ...honest,
      summary: { ...honest.summary, mean: 50 },
      budget: { max: 10, met: true },
    };
    const { notes } = await ingest(store, report(1, [lying]));
    expect(notes).toEqual([
      'db › writes › insert: its summary contradicts its samples (mean); its budget is broken, but the report says met: recomputed.',
    ]);
    const { mean, budget } = await store.db
      .selectFrom('points')
      .selectAll()
      .executeTakeFirstOrThrow();
    expect({ mean, budget }).toEqual({ mean: 100, budget: '{"max":10,"met":false}' });
    expect((await ingest(store, report(1, [lying]))).state).toBe('known');
  });

  test('stores and reports a run dated in the future, which is not the newest', async () => {
    const store = await newStore();
    const future = report(1, [metric(100)]);
    future.run.startedAt = '2999-01-01T00:00:00Z';
    const { notes } = await ingest(store, future);
    expect(notes).toEqual([
      'dated 2999-01-01T00:00:00.000Z, in the future: until then it is not the newest run.',
    ]);
    // It is the only run.
    expect((await findRun(store)).id).toBe('run-0001');
    await ingest(store, report(2, [metric(100)]));
    expect((await findRun(store)).id).toBe('run-0002');
    expect((await findRun(store, 'run-0001')).id).toBe('run-0001');
    expect((await findRun(store, undefined, new Date('2999-01-01T00:00:00Z'))).id).toBe('run-0001');
  });

  test('adds the points of a second run to the same series', async () => {
    const store = await newStore();
    await ingest(store, report(1, [metric(100)]));
    await ingest(store, report(2, [metric(110)]));
    expect(await countsOf(store)).toMatchObject({ runs: 2, series: 1, points: 2, environments: 1 });
  });

  test('makes no points of remembered, failed or unavailable metrics', async () => {
    const store = await newStore();
    const { forks: _forks, summary: _summary, ...named } = metric(1);
    const { project, suite, name, params, instrument } = named;
    const identified = { project, suite, name, params, instrument, environment: environment.id };
    const result = await ingest(
      store,
      report(1, [
        metric(100, { name: 'cached', origin: 'remembered' }),
        { state: 'failed', ...identified, error: { code: null, message: 'broken' } },
        { state: 'unavailable', ...identified, name: 'count', reason: 'no Valgrind' },
      ]),
    );
    expect(result.points).toBe(0);
    expect(await countsOf(store)).toMatchObject({ runs: 1, series: 0, points: 0 });
  });

  test('starts a new series for another environment or unit', async () => {
    const store = await newStore();
    await ingest(store, report(1, [metric(100)]));
    await ingest(store, report(2, [metric(0.1, { unit: 'us' })]));
    const other = environmentWith({ node: '26.0.0' });
    await ingest(store, {
      ...report(3, [metric(100, { environment: other.id })]),
      environments: [other],
    });
    expect(await countsOf(store)).toMatchObject({ series: 3, points: 3, environments: 2 });
  });

  test('continues a series when the environment differs in irrelevant fields', async () => {
    const store = await newStore();
    await ingest(store, report(1, [metric(100)]));
    const updated = environmentWith({ kernel: '6.2' });
    await ingest(store, {
      ...report(2, [metric(100, { environment: updated.id })]),
      environments: [updated],
    });
    expect(await countsOf(store)).toMatchObject({ series: 1, points: 2, environments: 2 });
  });

  test('refuses two values for one series', async () => {
    const store = await newStore();
    const updated = environmentWith({ kernel: '6.2' });
    const twice: PerfReport = {
      ...report(1, [metric(100), metric(101, { environment: updated.id })]),
      environments: [environment, updated],
    };
    await expect(ingest(store, twice)).rejects.toMatchObject({ code: 'SERIES_TWICE' });
    expect((await countsOf(store)).runs).toBe(0);
  });

  test('refuses a value that is not a report', async () => {
    const store = await newStore();
    const broken = { ...report(1, []), schemaVersion: 2 } as unknown as PerfReport;
    await expect(ingest(store, broken)).rejects.toMatchObject({ code: 'REPORT_INVALID' });
  });

  test('stores nothing when a statement fails', async () => {
    const store = await newStore();
    await sql.raw(refusal).execute(store.db);
    const metrics = Array.from({ length: 1_200 }, (_, index) =>
      metric(index === 1_199 ? 666 : 1, { name: `series ${index}` }),
    );
    await expect(ingest(store, report(1, metrics))).rejects.toThrow('full_disk');
    expect(await countsOf(store)).toEqual({
      runs: 0,
      reports: 0,
      environments: 0,
      series: 0,
      points: 0,
    });
  });

  test.each([
    ['SQL', `'); drop table points; --`],
    ['HTML', `</script><script>alert(1)</script>`],
    ['a path', '../../etc/passwd'],
    ['a null character', 'a\0b'],
    ['half a surrogate pair', 'a\ud800b'],
    ['a property of objects', 'constructor'],
    ['a million characters', 'x'.repeat(1_000_000)],
  ])('stores a name with %s as it is', async (_kind, name) => {
    const store = await newStore();
    const hostile = metric(100, { name, params: { [name]: name } });
    await ingest(store, report(1, [hostile]));
    await ingest(store, report(2, [hostile]));
    expect(await countsOf(store)).toMatchObject({ series: 1, points: 2 });
    const { identity } = await store.db.selectFrom('series').selectAll().executeTakeFirstOrThrow();
    expect(JSON.parse(identity)).toMatchObject({ name });
  });

  test('loses and repeats nothing when processes ingest at once', async () => {
    const folder = await tempFolder();
    const url = await newUrl();
    const script = `
      const { openStore } = await import(${JSON.stringify(import.meta.resolve('./open-store.ts'))});
      const { ingest } = await import(${JSON.stringify(import.meta.resolve('./ingest.ts'))});
      const { readReport } = await import('@night-pilot/perf-report');
      const store = await openStore(${JSON.stringify(url)});
      for (const file of process.argv.slice(1)) await ingest(store, await readReport(file));
      await store.close();`;
    const files = Array.from({ length: 12 }, (_, index) => join(folder, `${index}.json`));
    await Promise.all(
      files.map((file, index) =>
        writeFile(file, JSON.stringify(report(index, [metric(index + 1)]))),
      ),
    );
    const results = await Promise.all(
      [files, files.toReversed(), files].map((order) =>
        runNode(['--input-type=module', '-e', script, ...order], { cwd: import.meta.dirname }),
      ),
    );
    expect(results).toEqual(results.map(() => ({ code: 0, stdout: '', stderr: '' })));
    expect(await countsOf(await newStore(url))).toMatchObject({ runs: 12, points: 12, series: 1 });
  });
});
