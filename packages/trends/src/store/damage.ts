import type Database from 'better-sqlite3';
import { findSchemaFault } from './schema-fault.ts';
import { findValueFault } from './value-fault.ts';

/** Largest history that is checked whole, in bytes: that takes about 10 ms, and the history holds some hundred runs. */
const FULL_CHECK_BYTES = 16 * 2 ** 20;
/** Newest rows that are checked in a larger history: more than the 200 runs that the pages show. That takes about 30 ms. */
const NEWEST_REPORTS = 300;
const NEWEST_VALUES = 20_000;
const ALL_ROWS = -1;

/** Tables that every command reads. They stay small, whatever the age of the history. */
const SMALL_TABLES = ['sqlite_schema', 'kysely_migration', 'runs', 'environments', 'series'];

/**
 * Last values of the rows of each table, and the zero bytes at their end that no intact history holds. SQLite checks
 * how pages hang together, but a value that ends on a page of zeros looks intact to it. The last page of a long row
 * holds more than these bytes, because SQLite keeps a shorter rest beside the beginning of the row.
 */
const LAST_VALUES = [
  { table: 'reports', column: 'body', zeros: 8, newest: NEWEST_REPORTS },
  { table: 'runs', column: 'digest', zeros: 1, newest: ALL_ROWS },
  { table: 'environments', column: 'facts', zeros: 1, newest: ALL_ROWS },
  { table: 'series', column: 'better', zeros: 1, newest: ALL_ROWS },
  { table: 'points', column: 'budget', zeros: 1, newest: NEWEST_VALUES },
  { table: 'points', column: 'peer', zeros: 8, newest: NEWEST_VALUES },
  { table: 'verdicts', column: 'body', zeros: 1, newest: NEWEST_VALUES },
] as const;

/**
 * Looks for damage in the pages of a database. A history of up to 16 MB is checked whole; of a larger one only the
 * schema, the small tables, and the rows that the pages show; SQLite itself refuses to read or change a page whose structure is damaged.
 *
 * @returns What is damaged, or null.
 * @throws SQLite's error (`SQLITE_CORRUPT`, `SQLITE_NOTADB`) when it cannot even begin.
 */
export function findDamage(database: Database.Database): string | null {
  const tables = tablesOf(database);
  const isSmall = bytesOf(database) <= FULL_CHECK_BYTES;
  const damagedPages = isSmall ? quickCheck(database, '1') : checkSmallTables(database, tables);
  if (damagedPages !== null) return damagedPages;
  const schemaFault = findSchemaFault(database);
  if (schemaFault !== null) return schemaFault;
  if (!tables.has('reports') || !tables.has('verdicts')) return null;
  const newest = isSmall ? Number.MAX_SAFE_INTEGER : NEWEST_VALUES;
  return findZeros(database, isSmall) ?? findValueFault(database, newest);
}

function tablesOf(database: Database.Database): Set<string> {
  const names = database.prepare(`select name from sqlite_schema where type = 'table'`).pluck();
  return new Set(names.all() as string[]);
}

function bytesOf(database: Database.Database): number {
  const pragma = (name: string) => Number(database.pragma(name, { simple: true }));
  return pragma('page_count') * pragma('page_size');
}

/** @param what A table, or the number of findings after which the check of all tables ends. */
function quickCheck(database: Database.Database, what: string): string | null {
  const finding = String(database.pragma(`quick_check(${what})`, { simple: true }));
  if (finding === 'ok') return null;
  return finding
    .replace(/^\*+ in database main \*+/, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function checkSmallTables(database: Database.Database, tables: Set<string>): string | null {
  for (const table of SMALL_TABLES) {
    if (table !== 'sqlite_schema' && !tables.has(table)) continue;
    const finding = quickCheck(database, table);
    if (finding !== null) return finding;
  }
  return null;
}

/** @param isWhole Looks at all rows. */
function findZeros(database: Database.Database, isWhole: boolean): string | null {
  for (const { table, column, zeros, newest: most } of LAST_VALUES) {
    const rows = isWhole ? ALL_ROWS : most;
    const end = `substr(cast(${column} as blob), -${zeros})`;
    const newest = `select rowid, ${column} from ${table} order by rowid desc limit ${rows}`;
    const found = database
      .prepare<[], number>(
        `select rowid from (${newest}) where ${end} = zeroblob(${zeros}) limit 1`,
      )
      .pluck()
      .get();
    if (found !== undefined) return `row ${found} of ${table} ends in zeros`;
  }
  return null;
}
