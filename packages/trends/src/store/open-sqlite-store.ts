import { existsSync } from 'node:fs';
import { Kysely, SqliteDialect, type SqliteStatement } from 'kysely';
import { Migrator } from 'kysely/migration';
import { TrendsError } from '../errors.ts';
import { assertUndamaged, refuseLostHistory } from './assert-undamaged.ts';
import { backUpBeforeMigration } from './back-up-before-migration.ts';
import { historyPath, IN_MEMORY } from './history-path.ts';
import { markCreated } from './mark-created.ts';
import { migrations } from './migrations/index.ts';
import { type FoundSchema, refuseUnknownSchema } from './refuse-unknown-schema.ts';
import type { HistoryTables } from './schema.ts';
import { openSqlite, type SqliteHistory } from './sqlite.ts';
import { type OpenStoreOptions, POINT_COLUMNS, type Store } from './store.ts';

/**
 * Opens a history in a file, see `openStore`. The file is checked for damage before anything is written, and copied before
 * an update.
 *
 * @param url A file path, with or without `sqlite:` before it.
 */
export async function openSqliteStore(
  url: string,
  { mustExist = false }: OpenStoreOptions,
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
  return {
    db,
    write: (work) => db.transaction().execute(work),
    addPoints: pointInserter(database),
    close: () => db.destroy(),
  };
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
    refuseUnknownSchema(foundIn(database), { name: path, instead: 'another file' });
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

function foundIn(database: SqliteHistory): FoundSchema {
  const names = (sql: string) =>
    (database.prepare(sql).all([]) as { name: string }[]).map(({ name }) => name);
  const tables = names(`select name from sqlite_master where type = 'table'`);
  const isMigrated = tables.includes('kysely_migration');
  return { tables, applied: isMigrated ? names('select name from kysely_migration') : [] };
}

/** A statement that is prepared once takes a third of the time of one that Kysely builds for all points of a run. */
function pointInserter(database: SqliteHistory): Store['addPoints'] {
  const places = POINT_COLUMNS.map(() => '?').join(', ');
  let insert: SqliteStatement | null = null;
  return async (_, points) => {
    insert ??= database.prepare(
      `insert into points (${POINT_COLUMNS.join(', ')}) values (${places})`,
    );
    for (const point of points) insert.run(POINT_COLUMNS.map((column) => point[column]));
  };
}
