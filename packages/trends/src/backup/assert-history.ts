import type Database from 'better-sqlite3';
import { TrendsError } from '../errors.ts';
import { appliedMigrations } from '../store/applied-migrations.ts';
import { migrations } from '../store/migrations/index.ts';

/**
 * Refuses a database that is no history, or one of a newer version.
 *
 * @param path Path of the database in the message.
 * @throws {TrendsError} `STORE_FOREIGN` or `STORE_NEWER`.
 */
export function assertHistory(path: string, database: Database.Database): true {
  const tables = database
    .prepare<[], string>(`select name from sqlite_schema where type = 'table'`)
    .pluck()
    .all();
  const applied = [...appliedMigrations(database)];
  if (applied.length === 0 || !tables.includes('points')) {
    throw new TrendsError(
      'STORE_FOREIGN',
      `Expected a history at ${path}, got a database with other tables, or with none: choose another file.`,
    );
  }
  const unknown = applied.filter((name) => migrations[name] === undefined);
  if (unknown.length === 0) return true;
  throw new TrendsError(
    'STORE_NEWER',
    `${path} was written by a newer version of perf-trends (schema ${unknown.join(', ')}): install that version.`,
  );
}
