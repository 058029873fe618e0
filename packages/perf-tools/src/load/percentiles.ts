import { percentile } from '@night-pilot/perf-report/stats';

/** Percentiles of times in ms; `p999` is the 99.9th. */
export interface PercentilesMs {
  p50: number;
  p90: number;
  p95: number;
  p99: number;
  p999: number;
  max: number;
}

/**
 * Computes exact percentiles from a sorted copy. The report keeps every sample, so a histogram would save no memory; it
 * would also cost time at every operation, while sorting waits for the end of the test.
 *
 * @returns null when there are no values.
 */
export function percentilesMs(values: Float64Array): PercentilesMs | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted();
  const at = (share: number) => percentile(sorted, share);
  return {
    p50: at(0.5),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    p999: at(0.999),
    max: at(1),
  };
}
