/** What a store counted for one method of PromptStore. */
export interface OperationMetrics {
  /** Calls that ended, failures included. */
  readonly count: number;
  readonly failures: number;
  /** From the call to its outcome, waiting included, summed over all calls. */
  readonly totalMs: number;
  readonly meanMs: number;
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
  /** Successful writes per committed transaction; 0 before the first. */
  readonly meanBatchSize: number;
}
