import type { PercentilesMs } from './percentiles.ts';

export interface ConcurrentTestResult {
  succeeded: number;
  /** Operations that failed, including those that timed out. */
  failed: number;
  timedOut: number;
  /** Time from the first start to the last end. */
  durationMs: number;
  /**
   * Latencies of the operations that succeeded, in the order in which they ended. With a `rate`, each counts from the
   * time when the operation was due, not from its start.
   */
  latenciesMs: Float64Array;
  /** Percentiles of `latenciesMs`; null when no operation succeeded. */
  percentilesMs: PercentilesMs | null;
  /** Time between due and start of each operation, in the order of their starts; null without a `rate`. */
  startDelaysMs: Float64Array | null;
  /** Number of failures by error message. Time-outs count as `TIMEOUT`; from the 101st message on, failures count as `other errors`. */
  failures: Map<string, number>;
}
