import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { checkRun } from '../check/check-run.ts';
import { siteDataOf } from '../export/site-data.ts';
import { metric, report } from '../testing/reports.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { ingest } from './ingest.ts';
import { openStore } from './open-store.ts';

/** Returns the path of a history with one run, after somebody else has changed it with these statements. */
async function changedHistory(...statements: string[]): Promise<string> {
  const path = join(await tempFolder(), 'history.db');
  const store = await openStore(path);
  await ingest(store, report(1, [metric(100)]));
  await checkRun(store);
  await store.close();
  const database = new Database(path);
  database.pragma('foreign_keys = off');
  for (const statement of statements) database.exec(statement);
  database.close();
  return path;
}

test.each([
  ['a missing table', 'the table verdicts is missing', 'drop table verdicts'],
  ['a renamed table', 'the table points is missing', 'alter table points rename to other'],
  [
    'a missing column',
    'the table points has no column peer',
    'alter table points drop column peer',
  ],
  [
    'a view in the place of a table',
    'the table verdicts is missing',
    'alter table verdicts rename to other; create view verdicts as select * from other',
  ],
  [
    'a trigger that deletes what is stored',
    'it has a trigger, evil,',
    'create trigger evil after insert on points begin delete from points; end',
  ],
  [
    'no record of its migrations',
    'its migrations are not recorded',
    'delete from kysely_migration',
  ],
])('refuses a history with %s', async (_what, found, statements) => {
  const path = await changedHistory(statements);
  await expect(openStore(path)).rejects.toMatchObject({
    code: 'STORE_DAMAGED',
    message: expect.stringContaining(found) as string,
  });
});

test.each([
  ['points', 'mean', `'abc'`],
  ['points', 'mean', '9e999'],
  ['points', 'low', '-9e999'],
  ['points', 'high', `x'00'`],
  ['points', 'run_id', `x'00'`],
  ['runs', 'duration_ms', `'soon'`],
  ['runs', 'dirty', '2'],
  ['runs', 'sha', `x'00'`],
  ['reports', 'body', `'[]'`],
  ['verdicts', 'body', `x'01'`],
])('refuses a history whose %s hold in %s the value %s', async (table, column, value) => {
  const path = await changedHistory(`update ${table} set ${column} = ${value}`);
  await expect(openStore(path)).rejects.toMatchObject({
    code: 'STORE_DAMAGED',
    message: expect.stringMatching(
      new RegExp(`row 1 of ${table} holds something else than .+ in ${column}.+mv `),
    ) as string,
  });
});

test('says that a number is damaged that was changed after opening', async () => {
  const path = await changedHistory();
  const store = await openStore(path);
  await ingest(store, report(2, [metric(100)]));
  const database = new Database(path);
  database.exec(`update points set mean = 'abc' where run_id = 'run-0001'`);
  database.close();
  for (const reading of [siteDataOf, checkRun]) {
    await expect(reading(store)).rejects.toMatchObject({
      code: 'STORE_DAMAGED',
      message: expect.stringMatching(/ of run run-0001 is no finite number/) as string,
    });
  }
  await store.close();
});

test('opens a history with an index and a column of somebody else', async () => {
  const path = await changedHistory(
    'create index own on points (mean)',
    'alter table runs add column note text',
  );
  const store = await openStore(path);
  expect(await ingest(store, report(2, [metric(100)]))).toMatchObject({
    state: 'added',
    points: 1,
  });
  await store.close();
});

test.each([
  ['the identity of a series', `update series set identity = 'x'`],
  ['the environment of a run', `update environments set facts = '{'`],
  ['a verdict', `update verdicts set body = '{'`],
  ['the report of run run-0001', `update reports set body = x'001122'`],
])('says that %s is damaged', async (what, statement) => {
  const store = await openStore(await changedHistory(statement));
  const reading = siteDataOf(store).then(() => checkRun(store));
  await expect(reading).rejects.toMatchObject({
    code: 'STORE_DAMAGED',
    message: expect.stringContaining(what) as string,
  });
  await store.close();
});
