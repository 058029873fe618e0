import type Database from 'better-sqlite3';
import { appliedMigrations } from './applied-migrations.ts';
import { type Content, contentsAfter } from './contents.ts';

const IS: Readonly<Record<Content, (column: string) => string>> = {
  text: (column: string) => `typeof(${column}) = 'text'`,
  'text or nothing': (column: string) => `typeof(${column}) in ('text', 'null')`,
  'a finite number': (column: string) =>
    `typeof(${column}) in ('real', 'integer') and abs(${column}) < 9e999`,
  'a finite number or nothing': (column: string) =>
    `typeof(${column}) in ('real', 'integer', 'null') and abs(coalesce(${column}, 0)) < 9e999`,
  '0 or 1': (column: string) => `typeof(${column}) = 'integer' and ${column} in (0, 1)`,
  bytes: (column: string) => `typeof(${column}) = 'blob'`,
};

/**
 * Finds a value of another type than this program writes, such as a number that somebody replaced by a text.
 *
 * @param newest Number of rows of the large tables that are looked at.
 * @returns What is wrong, or null.
 */
export function findValueFault(database: Database.Database, newest: number): string | null {
  for (const [table, contents] of Object.entries(contentsAfter(appliedMigrations(database)))) {
    const columns = Object.entries(contents);
    const cases = columns.map(
      ([column, what]) => `when not (${IS[what](column)}) then '${column}'`,
    );
    const isLarge = table === 'points' || table === 'verdicts' || table === 'reports';
    const rows = isLarge ? `where rowid > (select max(rowid) from ${table}) - ${newest}` : '';
    const found = database
      .prepare<[], { row: number; fault: string }>(
        `select * from (select rowid as row, case ${cases.join(' ')} end as fault from ${table} ${rows})
         where fault is not null limit 1`,
      )
      .get();
    if (found === undefined) continue;
    const { row, fault } = found;
    return `row ${row} of ${table} holds something else than ${contents[fault]} in ${fault}`;
  }
  return null;
}
