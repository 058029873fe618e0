import type { DatabaseErrorCode } from './errors.ts';

/** What a store counted for one method of PromptStore. Times are from the call to its outcome, waiting included. */
export interface OperationMetrics {
  /** Calls that ended, failures included. */
  readonly count: number;
  readonly failures: number;
  /** Summed over all calls. */
  readonly totalMs: number;
  readonly meanMs: number;
  /** Half of the calls took no longer. Percentiles are within 1 % of the true one. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** A read that took longer than the store's `slowQueryMs`. Without its values: they may be private. */
export interface SlowQuery {
  /** ISO 8601. */
  readonly at: string;
  /** The method of PromptStore. */
  readonly method: string;
  readonly durationMs: number;
  readonly sql: string;
  /** SQLite's plan, a step each. */
  readonly plan: readonly string[];
}

/**
 * - `green`: nothing is known to be wrong
 * - `red`: the last failure says that the file or the disk needs someone's care. A full or failing disk turns green with the
 *   next write that succeeds, a damaged file only when the store is opened again.
 */
export type Health =
  | { readonly state: 'green' }
  | {
      readonly state: 'red';
      /** ISO 8601. */
      readonly since: string;
      readonly code: DatabaseErrorCode;
      readonly message: string;
    };

/** How many writes the committed transactions had. */
export interface BatchSizes {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Plain data, safe to send as JSON. */
export interface StoreMetrics {
  readonly store: 'simple' | 'high';
  /** By method name; only methods that were called. */
  readonly operations: Readonly<Record<string, OperationMetrics>>;
  /** Writes accepted whose outcome is not certain yet. */
  readonly queueDepth: number;
  /** Transactions committed. */
  readonly batches: number;
  /** Of them, those on the calling thread and those on the writer thread. */
  readonly commits: { readonly direct: number; readonly thread: number };
  /** Successful writes per committed transaction; 0 before the first. */
  readonly meanBatchSize: number;
  /** All 0 before the first. */
  readonly batchSize: BatchSizes;
  readonly readers: {
    /** Reader threads that run. */
    readonly threads: number;
    /** Tasks that they are at. */
    readonly busy: number;
    /** Tasks that wait for a thread. */
    readonly queued: number;
    readonly maxThreads: number;
  };
  readonly cache: {
    /** Lists kept. */
    readonly entries: number;
    /** Rows in them. */
    readonly rows: number;
    readonly hits: number;
    readonly misses: number;
    /** Of all lists asked for, the share that the cache had; 0 before the first. */
    readonly hitRatio: number;
  };
  /** Size of the write-ahead log's file. It keeps the length that it once needed, and is written anew from its start. */
  readonly walBytes: number;
  /** The newest 20, newest first. */
  readonly slowQueries: readonly SlowQuery[];
  readonly health: Health;
}
