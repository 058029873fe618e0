import type { Kysely, Transaction } from 'kysely';
import type { HistoryTables, PointsTable } from './schema.ts';

/** An open history. Close it when the work is done. */
export interface Store {
  readonly db: Kysely<HistoryTables>;
  /**
   * Runs `work` in one transaction. A store on a server runs it again when the server ended the transaction or the
   * connection, so `work` must leave the same when it runs twice.
   */
  write<T>(work: (transaction: Transaction<HistoryTables>) => Promise<T>): Promise<T>;
  /** Adds many points in the way that is fastest in this database. */
  addPoints(transaction: Transaction<HistoryTables>, points: readonly PointsTable[]): Promise<void>;
  close(): Promise<void>;
}

/** Columns of the points, in the order of `addPoints`. */
export const POINT_COLUMNS = [
  'series_id',
  'started_at',
  'run_id',
  'environment_id',
  'mean',
  'low',
  'high',
  'budget',
  'peer',
] as const satisfies readonly (keyof PointsTable)[];

export interface OpenStoreOptions {
  /** Refuses to create a history, with `STORE_UNAVAILABLE`. @default false */
  mustExist?: boolean;
}
