import type Database from 'better-sqlite3';

/** Returns the names of the migrations that a history records. */
export function appliedMigrations(database: Database.Database): Set<string> {
  const names = (sql: string) => database.prepare<[], string>(sql).pluck().all();
  const table = `select name from sqlite_schema where type = 'table' and name = 'kysely_migration'`;
  return new Set(names(table).length === 0 ? [] : names('select name from kysely_migration'));
}
