import type { DatabaseErrorCode } from './errors.ts';

/** Counts and times of one method of PromptStore. Times run from the call to its outcome and include waiting. */
export interface OperationMetrics {
  /** Finished calls, failures included. */
  readonly count: number;
  readonly failures: number;
  /** Summed over all calls. */
  readonly totalMs: number;
  readonly meanMs: number;
  /** Median. Percentiles are within 1 % of the true value. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** A read that took longer than `slowQueryMs`. Its values are left out: they may be private. */
export interface SlowQuery {
  /** ISO 8601. */
  readonly at: string;
  /** The method of PromptStore. */
  readonly method: string;
  readonly durationMs: number;
  readonly sql: string;
  /** SQLite's query plan, one step per element. */
  readonly plan: readonly string[];
}

/**
 * Health of the file and its disk.
 *
 * - `green`: no known problem
 * - `red`: the last failure shows that the file or the disk needs attention. After a full or failing disk the next
 *   successful write turns it green; after damage, or when the file was deleted or replaced, only opening the store again does.
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

/** Writes per committed transaction. */
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
  /** Accepted writes without an outcome yet. */
  readonly queueDepth: number;
  /** Committed transactions. */
  readonly batches: number;
  /** Commits on the calling thread and on the writer thread. */
  readonly commits: { readonly direct: number; readonly thread: number };
  /** Mean number of successful writes per committed transaction; 0 before the first. */
  readonly meanBatchSize: number;
  /** All 0 before the first. */
  readonly batchSize: BatchSizes;
  readonly readers: {
    /** Running reader threads. */
    readonly threads: number;
    /** Tasks that are running. */
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
    /** Hits divided by all requests for lists; 0 before the first. */
    readonly hitRatio: number;
  };
  /** Size of the write-ahead log's file. The file keeps its greatest length; SQLite overwrites it from the start. */
  readonly walBytes: number;
  /** The newest 20, newest first. */
  readonly slowQueries: readonly SlowQuery[];
  readonly health: Health;
}
