import { createHistogram } from 'node:perf_hooks';

/** Steps between the least and the greatest sample. */
const STEPS = 1e9;

export interface Percentiles {
  p50: number;
  p95: number;
  p99: number;
}

/**
 * Percentiles of one fork, from an HDR histogram of the distances of its samples to the least of
 * them: to three digits of that distance, whatever the unit, and also where values are 0 or negative.
 * Each is a sample of the fork, not something between two of them.
 */
export function forkPercentiles(samples: readonly number[]): Percentiles {
  const least = samples.reduce((one, other) => Math.min(one, other));
  const range = samples.reduce((one, other) => Math.max(one, other)) - least;
  const histogram = createHistogram({ lowest: 1, highest: STEPS + 1, figures: 3 });
  // A histogram starts at 1.
  for (const value of samples) {
    histogram.record(1 + Math.round(range === 0 ? 0 : ((value - least) / range) * STEPS));
  }
  const at = (percent: number) => {
    // The upper end of a histogram's last bucket may lie beyond the greatest sample.
    const share = Math.min(1, (histogram.percentile(percent) - 1) / STEPS);
    return least + share * range;
  };
  return { p50: at(50), p95: at(95), p99: at(99) };
}
