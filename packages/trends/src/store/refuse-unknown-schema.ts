import { TrendsError } from '../errors.ts';
import { migrations } from './migrations/index.ts';

/** What a database holds before it is migrated. */
export interface FoundSchema {
  tables: readonly string[];
  /** Names of the migrations that it records; empty when it records none. */
  applied: readonly string[];
}

/** Names a history in messages, and says what to choose instead. */
export interface NamedHistory {
  name: string;
  /** Such as `another file`. */
  instead: string;
}

/**
 * Refuses a database with other tables, and a history of a newer version. An empty database is a new history.
 *
 * @throws {TrendsError} `STORE_FOREIGN` or `STORE_NEWER`.
 */
export function refuseUnknownSchema(
  { tables, applied }: FoundSchema,
  { name, instead }: NamedHistory,
): void {
  if (tables.length === 0) return;
  if (!tables.includes('kysely_migration') || !tables.includes('points')) {
    throw new TrendsError(
      'STORE_FOREIGN',
      `Expected a history at ${name}, got a database with other tables: choose ${instead}.`,
    );
  }
  const unknown = applied.filter((migration) => !migrations[migration]);
  if (unknown.length > 0) {
    throw new TrendsError(
      'STORE_NEWER',
      `The history ${name} was written by a newer version of perf-trends (schema ${unknown.join(', ')}): install that version or choose ${instead}.`,
    );
  }
}
