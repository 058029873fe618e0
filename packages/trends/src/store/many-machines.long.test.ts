import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { metric, report } from '../testing/reports.ts';
import { runNode } from '../testing/run-node.ts';
import { postgresOfThisFile, stores } from '../testing/stores.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { findRun } from './history.ts';
import { ingest } from './ingest.ts';
import { openStore } from './open-store.ts';

const MACHINES = 20;
const SERIES = 1_000;

/** In an order that differs from run to run. */
function reportOf(number: number) {
  const metrics = Array.from({ length: SERIES }, (_, at) => {
    const series = (at * 7 + number * 131) % SERIES;
    return metric(series + 1, { name: `series ${series}` });
  });
  return report(number, metrics);
}

describe.each(stores)('in $name', ({ newUrl }) => {
  test('stores the reports of 20 machines once, and one that all of them send', async () => {
    const folder = await tempFolder();
    const url = await newUrl();
    const script = `
      const { openStore } = await import(${JSON.stringify(import.meta.resolve('./open-store.ts'))});
      const { ingest } = await import(${JSON.stringify(import.meta.resolve('./ingest.ts'))});
      const { readReport } = await import('@night-pilot/perf-report');
      const store = await openStore(${JSON.stringify(url)});
      for (const file of process.argv.slice(1)) await ingest(store, await readReport(file));
      await store.close();`;
    const files = Array.from({ length: MACHINES + 1 }, (_, index) => join(folder, `${index}.json`));
    await Promise.all(files.map((file, index) => writeFile(file, JSON.stringify(reportOf(index)))));
    const [shared = '', ...own] = files;
    const results = await Promise.all(
      own.map((file, index) =>
        runNode(
          [
            '--input-type=module',
            '-e',
            script,
            ...(index % 2 === 0 ? [file, shared] : [shared, file]),
          ],
          { cwd: import.meta.dirname },
        ),
      ),
    );
    expect(results).toEqual(results.map(() => ({ code: 0, stdout: '', stderr: '' })));
    const store = await openStore(url);
    onTestFinished(() => store.close());
    const points = await store.db
      .selectFrom('points')
      .select(({ fn }) => ['run_id', fn.countAll().as('count')])
      .groupBy('run_id')
      .execute();
    expect(points).toHaveLength(MACHINES + 1);
    expect(points.every(({ count }) => Number(count) === SERIES)).toBe(true);
  });

  test('stores the reports that one process ingests all at once', async () => {
    const store = await openStore(await newUrl());
    onTestFinished(() => store.close());
    const results = await Promise.all(
      Array.from({ length: 2 * MACHINES }, (_, index) => ingest(store, reportOf(index % MACHINES))),
    );
    expect(results.filter(({ state }) => state === 'added')).toHaveLength(MACHINES);
    const points = await store.db.selectFrom('points').select('run_id').execute();
    expect(points).toHaveLength(MACHINES * SERIES);
  });
});

test('says after 10 s that a server is gone, and has stored nothing', async () => {
  const server = await postgresOfThisFile();
  const store = await openStore(await server.createDatabase());
  await server.stop();
  await expect(ingest(store, reportOf(1))).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
    message: expect.stringMatching(/cannot be reached .+ can be ingested later/) as string,
  });
  await server.start();
  await expect(findRun(store)).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
  expect(await ingest(store, reportOf(1))).toMatchObject({ state: 'added' });
  await store.close();
});
