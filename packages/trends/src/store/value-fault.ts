import type Database from 'better-sqlite3';
import type { HistoryTables } from './schema.ts';

const IS = {
  text: (column: string) => `typeof(${column}) = 'text'`,
  'text or nothing': (column: string) => `typeof(${column}) in ('text', 'null')`,
  'a finite number': (column: string) =>
    `typeof(${column}) in ('real', 'integer') and abs(${column}) < 9e999`,
  'a finite number or nothing': (column: string) =>
    `typeof(${column}) in ('real', 'integer', 'null') and abs(coalesce(${column}, 0)) < 9e999`,
  '0 or 1': (column: string) => `typeof(${column}) = 'integer' and ${column} in (0, 1)`,
  bytes: (column: string) => `typeof(${column}) = 'blob'`,
} as const;

/** Types of the values of each column: SQLite would store a text in a column of numbers as well. */
const CONTENTS: {
  readonly [Table in keyof HistoryTables]: Readonly<
    Record<keyof HistoryTables[Table], keyof typeof IS>
  >;
} = {
  runs: {
    id: 'text',
    started_at: 'text',
    duration_ms: 'a finite number',
    sha: 'text or nothing',
    branch: 'text or nothing',
    dirty: '0 or 1',
    digest: 'text',
  },
  reports: { run_id: 'text', body: 'bytes' },
  environments: { id: 'text', facts: 'text' },
  series: {
    id: 'text',
    identity_id: 'text',
    identity: 'text',
    fingerprint: 'text',
    unit: 'text',
    kind: 'text',
    better: 'text',
  },
  points: {
    series_id: 'text',
    started_at: 'text',
    run_id: 'text',
    environment_id: 'text',
    mean: 'a finite number',
    low: 'a finite number or nothing',
    high: 'a finite number or nothing',
    budget: 'text or nothing',
    peer: 'text or nothing',
  },
  verdicts: { run_id: 'text', series_id: 'text', judged_at: 'text', body: 'text' },
};

/**
 * Finds a value of another type than this program writes, such as a number that somebody replaced by a text.
 *
 * @param newest Number of rows of the large tables that are looked at.
 * @returns What is wrong, or null.
 */
export function findValueFault(database: Database.Database, newest: number): string | null {
  for (const [table, contents] of Object.entries(CONTENTS)) {
    const columns = Object.entries<keyof typeof IS>(contents);
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
    return `row ${row} of ${table} holds something else than ${Object.fromEntries(columns)[fault]} in ${fault}`;
  }
  return null;
}
