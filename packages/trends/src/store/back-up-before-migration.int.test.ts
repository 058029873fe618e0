import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, test } from 'vitest';
import { tempFolder } from '../testing/temp-folder.ts';
import { backUpBeforeMigration } from './back-up-before-migration.ts';
import { migrations } from './migrations/index.ts';
import { openStore } from './open-store.ts';

/** Makes a history as the first version did, with one run. */
async function oldHistory(): Promise<{ folder: string; path: string }> {
  const folder = await tempFolder();
  const path = join(folder, 'history.db');
  const database = new Database(path);
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database }) });
  const [first] = Object.entries(migrations);
  const provider = { getMigrations: async () => Object.fromEntries([first!]) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  expect(error).toBeUndefined();
  database.exec(
    `pragma journal_mode = wal;
     insert into runs values ('run-1', '2026-01-01T00:00:00.000Z', 1, null, null, 0, 'digest')`,
  );
  await db.destroy();
  return { folder, path };
}

const copiesIn = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.includes('before'))
    .sort();

const migrationsOf = (path: string) => {
  const database = new Database(path, { readonly: true });
  const names = database.prepare('select name from kysely_migration order by name').pluck().all();
  database.close();
  return names;
};

test('opening a history of an older version leaves a copy of it', async () => {
  const { folder, path } = await oldHistory();
  await (await openStore(path)).close();
  expect(copiesIn(folder)).toEqual(['history.before-002-findings.db']);
  const copy = join(folder, 'history.before-002-findings.db');
  expect(migrationsOf(copy)).toEqual(['001-history']);
  expect(migrationsOf(path)).toEqual(Object.keys(migrations));
  const database = new Database(copy, { readonly: true });
  expect(database.prepare('select id from runs').pluck().all()).toEqual(['run-1']);
  database.close();
  await (await openStore(path)).close();
  expect(copiesIn(folder)).toHaveLength(1);
});

test('never overwrites an earlier copy', async () => {
  const { folder, path } = await oldHistory();
  await backUpBeforeMigration(path);
  await backUpBeforeMigration(path);
  expect(copiesIn(folder)).toEqual([
    'history.before-002-findings-2.db',
    'history.before-002-findings.db',
  ]);
});

test('makes no copy of a new history, and of none', async () => {
  const folder = await tempFolder();
  await (await openStore(join(folder, 'history.db'))).close();
  await (await openStore(join(folder, 'history.db'))).close();
  expect(copiesIn(folder)).toEqual([]);
  rmSync(join(folder, 'history.db'));
  expect(await backUpBeforeMigration(join(folder, 'history.db'))).toBeNull();
});

test('several processes that open an old history at once leave whole copies of it', async () => {
  const { folder, path } = await oldHistory();
  const stores = await Promise.all([1, 2, 3].map(() => openStore(path)));
  await Promise.all(stores.map((store) => store.close()));
  expect(copiesIn(folder)).not.toEqual([]);
  for (const name of copiesIn(folder)) {
    expect(migrationsOf(join(folder, name))).toEqual(['001-history']);
  }
});
