import { percentile } from './percentile.ts';

export interface Percentiles {
  p50: number;
  p95: number;
  p99: number;
}

/** Returns exact percentiles of one fork, as `percentile` defines them. */
export function forkPercentiles(samples: readonly number[]): Percentiles {
  const sorted = Float64Array.from(samples).sort();
  const at = (share: number) => percentile(sorted, share);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
