import {
  geometricMean,
  geometricMeanInterval,
  mean,
  meanInterval,
} from '../stats/mean-interval.ts';
import { ReportError } from './errors.ts';
import { forkPercentiles } from '../stats/fork-percentiles.ts';
import type { Fork, Summary } from './schema.ts';

/**
 * Computes the statistics of a metric. The unit of evidence is the fork: the mean is the mean of the forks' means, and
 * its 99 % interval is taken over them, see `meanInterval`. Percentiles are computed for each fork and then averaged
 * like the means. Over all samples together, one slow fork of ten would own the whole tail, and a fork with more
 * samples would weigh more. The minimum is the minimum of all samples. Forks that are set aside do not count.
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
  const percentiles = counted.map((fork) => forkPercentiles(fork.samples));
  const averageOf = average === 'geometric' ? geometricMean : mean;
  return {
    mean: averageOf(means),
    interval: average === 'geometric' ? geometricMeanInterval(means) : meanInterval(means),
    min: counted.reduce(
      (least, { samples }) => samples.reduce((a, b) => Math.min(a, b), least),
      Infinity,
    ),
    p50: averageOf(percentiles.map(({ p50 }) => p50)),
    p95: averageOf(percentiles.map(({ p95 }) => p95)),
    p99: averageOf(percentiles.map(({ p99 }) => p99)),
  };
}
