import type Database from 'better-sqlite3';
import { appliedMigrations } from './applied-migrations.ts';
import { contentsAfter } from './contents.ts';
import { migrations } from './migrations/index.ts';

/**
 * Finds what the schema of a history lacks, and triggers, which change what is written. More is allowed, such as an index
 * of one's own. A database that is no history, a history of a newer version and a new one have no fault.
 *
 * @returns What is wrong, or null.
 */
export function findSchemaFault(database: Database.Database): string | null {
  const names = (sql: string) => new Set(database.prepare<[], string>(sql).pluck().all());
  const tables = names(`select name from sqlite_schema where type = 'table'`);
  const applied = appliedMigrations(database);
  if ([...applied].some((name) => !migrations[name])) return null;
  if (applied.size === 0) {
    const first = contentsAfter(new Set(Object.keys(migrations).slice(0, 1)));
    const isHistory = Object.keys(first).every((table) => tables.has(table));
    return isHistory ? 'its migrations are not recorded' : null;
  }
  const trigger = [...names(`select name from sqlite_schema where type = 'trigger'`)][0];
  if (trigger !== undefined) return `it has a trigger, ${trigger}, that no history has`;
  for (const [table, contents] of Object.entries(contentsAfter(applied))) {
    if (!tables.has(table)) return `the table ${table} is missing`;
    const columns = names(`select name from pragma_table_info('${table}')`);
    const missing = Object.keys(contents).find((column) => !columns.has(column));
    if (missing !== undefined) return `the table ${table} has no column ${missing}`;
  }
  return null;
}
