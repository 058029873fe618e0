import { existsSync } from 'node:fs';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { TrendsError } from '../errors.ts';
import { assertUndamaged, refuseLostHistory } from './assert-undamaged.ts';
import { backUpBeforeMigration } from './back-up-before-migration.ts';
import { historyPath, IN_MEMORY } from './history-path.ts';
import { markCreated } from './mark-created.ts';
import { migrations } from './migrations/index.ts';
import type { HistoryTables } from './schema.ts';
import { openSqlite, type SqliteHistory } from './sqlite.ts';

/** An open history. Close it when the work is done. */
export interface Store {
  readonly db: Kysely<HistoryTables>;
  close(): Promise<void>;
}

/**
 * Opens a history, creates it when it does not exist, and updates its schema. The file is checked for damage first, and copied
 * before an update.
 *
 * @param url A file path, with or without `sqlite:` before it.
 * @param options.mustExist Refuses to create a history, with `STORE_UNAVAILABLE`. @default false
 * @throws {TrendsError} `STORE_UNSUPPORTED`, `STORE_UNAVAILABLE`, `STORE_LOCKED`,
 *   `STORE_DAMAGED`, `STORE_FOREIGN` or `STORE_NEWER`. The file is left as it was.
 * @example
 * const store = await openStore('reports/history.db');
 */
export async function openStore(
  url: string,
  { mustExist = false }: { mustExist?: boolean } = {},
): Promise<Store> {
  const path = historyPath(url);
  const isFile = path !== IN_MEMORY;
  if (isFile) refuseLostHistory(path);
  if (mustExist && isFile && !existsSync(path)) {
    throw new TrendsError(
      'STORE_UNAVAILABLE',
      `Expected a history at ${path}, found none: create it with "perf-trends run" or "perf-trends ingest FILE".`,
    );
  }
  if (isFile) assertUndamaged(path);
  if (isFile) await backUpBeforeMigration(path);
  const database = openSqlite(path);
  const db = new Kysely<HistoryTables>({ dialect: new SqliteDialect({ database }) });
  try {
    await migrate(db, database, path);
    if (isFile) markCreated(path);
  } catch (error) {
    database.close();
    throw error;
  }
  return { db, close: () => db.destroy() };
}

/**
 * Updates the schema under one write lock, because Kysely's SQLite dialect has none: when several
 * processes open a new history at once, the first creates the tables and the others find them.
 */
async function migrate(
  db: Kysely<HistoryTables>,
  database: SqliteHistory,
  path: string,
): Promise<void> {
  await database.exclusively(async () => {
    refuseUnknownSchema(database, path);
    const { error } = await new Migrator({
      db,
      provider: { getMigrations: async () => migrations },
    }).migrateToLatest();
    if (error !== undefined) throw error as Error;
  });
  // After the checks, so that a refused file keeps its journal mode. Full durability costs one disk
  // flush a run.
  await database.useWriteAheadLog();
  database.execute('pragma synchronous = full; pragma foreign_keys = on');
}

function refuseUnknownSchema(database: SqliteHistory, path: string): void {
  const names = (sql: string) =>
    (database.prepare(sql).all([]) as { name: string }[]).map(({ name }) => name);
  const tables = names(`select name from sqlite_master where type = 'table'`);
  if (tables.length === 0) return;
  if (!tables.includes('kysely_migration') || !tables.includes('points')) {
    throw new TrendsError(
      'STORE_FOREIGN',
      `Expected a history at ${path}, got a database with other tables: choose another file.`,
    );
  }
  const unknown = names('select name from kysely_migration').filter((name) => !migrations[name]);
  if (unknown.length > 0) {
    throw new TrendsError(
      'STORE_NEWER',
      `The history ${path} was written by a newer version of perf-trends (schema ${unknown.join(', ')}): install that version or choose another file.`,
    );
  }
}
