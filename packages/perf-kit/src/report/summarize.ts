import {
  geometricMean,
  geometricMeanInterval,
  mean,
  meanInterval,
} from '../stats/mean-interval.ts';
import { ReportError } from './errors.ts';
import { percentile } from './percentile.ts';
import type { Fork, Summary } from './schema.ts';

/**
 * The statistics of a metric. The unit of evidence is the fork: the mean is the mean of the
 * forks' means and its 99 % interval is taken over them, see `meanInterval`. Percentiles are taken
 * over all samples. Forks that are set aside do not count.
 *
 * @param average `geometric` for ratios to a peer: A to B is then the reverse of B to A.
 * @throws {ReportError} when every fork is set aside.
 */
export function summarize(
  forks: readonly Fork[],
  average: 'arithmetic' | 'geometric' = 'arithmetic',
): Summary {
  const counted = forks.filter((fork) => fork.setAside === null);
  if (counted.length === 0) {
    throw new ReportError('REPORT_INVALID', 'Expected at least one fork that is not set aside.');
  }
  const means = counted.map((fork) => mean(fork.samples));
  const sorted = Float64Array.from(counted.flatMap((fork) => fork.samples)).sort();
  return {
    mean: average === 'geometric' ? geometricMean(means) : mean(means),
    interval: average === 'geometric' ? geometricMeanInterval(means) : meanInterval(means),
    min: percentile(sorted, 0),
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
  };
}
