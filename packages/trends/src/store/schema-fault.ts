import type Database from 'better-sqlite3';
import { migrations } from './migrations/index.ts';
import type { HistoryTables } from './schema.ts';

/** Columns of the newest schema by table. */
const COLUMNS: {
  readonly [Table in keyof HistoryTables]: readonly (keyof HistoryTables[Table])[];
} = {
  runs: ['id', 'started_at', 'duration_ms', 'sha', 'branch', 'dirty', 'digest'],
  reports: ['run_id', 'body'],
  environments: ['id', 'facts'],
  series: ['id', 'identity_id', 'identity', 'fingerprint', 'unit', 'kind', 'better'],
  points: [
    'series_id',
    'started_at',
    'run_id',
    'environment_id',
    'mean',
    'low',
    'high',
    'budget',
    'peer',
  ],
  verdicts: ['run_id', 'series_id', 'judged_at', 'body'],
};

/**
 * Finds what the schema of a history lacks, and triggers, which change what is written. More is allowed, such as an index
 * of one's own. A database that is no history, a history of a newer version and a new one have no fault.
 *
 * @returns What is wrong, or null.
 */
export function findSchemaFault(database: Database.Database): string | null {
  const names = (sql: string) => new Set(database.prepare<[], string>(sql).pluck().all());
  const tables = names(`select name from sqlite_schema where type = 'table'`);
  const applied = tables.has('kysely_migration')
    ? names('select name from kysely_migration')
    : new Set<string>();
  if ([...applied].some((name) => !migrations[name])) return null;
  const own = Object.keys(COLUMNS) as (keyof HistoryTables)[];
  if (applied.size === 0) {
    return own.every((table) => tables.has(table)) ? 'its migrations are not recorded' : null;
  }
  const trigger = [...names(`select name from sqlite_schema where type = 'trigger'`)][0];
  if (trigger !== undefined) return `it has a trigger, ${trigger}, that no history has`;
  for (const table of own) {
    if (!tables.has(table)) return `the table ${table} is missing`;
    const columns = names(`select name from pragma_table_info('${table}')`);
    const missing = COLUMNS[table].find((column) => !columns.has(column));
    if (missing !== undefined) return `the table ${table} has no column ${missing}`;
  }
  return null;
}
