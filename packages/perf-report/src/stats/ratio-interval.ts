import type { Interval } from './interval.ts';
import { mean, standardDeviation } from './mean-interval.ts';
import { studentTQuantile } from './student-t.ts';

/** Number of batches of each side, when it has at least twice as many samples. */
const BATCHES = 20;

/**
 * Returns the ratio of the geometric means of two sets of samples, with the interval of Welch's t on the log scale.
 * Consecutive samples are correlated, so it uses the means of consecutive batches, not the samples themselves (the
 * method of batch means).
 *
 * @param samples At least two positive numbers, in the order in which they were taken. The same holds for `reference`.
 * @param level Share of such intervals that cover the true ratio. @default 0.99
 */
export function ratioInterval(
  samples: readonly number[],
  reference: readonly number[],
  level = 0.99,
): { ratio: number; interval: Interval } {
  const logs = batchMeans(samples.map(Math.log));
  const referenceLogs = batchMeans(reference.map(Math.log));
  const difference = mean(logs) - mean(referenceLogs);
  const ownVariance = varianceOfMean(logs);
  const referenceVariance = varianceOfMean(referenceLogs);
  const variance = ownVariance + referenceVariance;
  // Welch and Satterthwaite.
  const degrees =
    variance ** 2 /
    (ownVariance ** 2 / (logs.length - 1) + referenceVariance ** 2 / (referenceLogs.length - 1));
  const reach =
    variance === 0 ? 0 : studentTQuantile((1 + level) / 2, degrees) * Math.sqrt(variance);
  return {
    ratio: Math.exp(difference),
    interval: { low: Math.exp(difference - reach), high: Math.exp(difference + reach), level },
  };
}

function batchMeans(values: readonly number[]): number[] {
  if (values.length < 2 * BATCHES) return [...values];
  return Array.from({ length: BATCHES }, (_, batch) => {
    const edge = (index: number) => Math.round((index * values.length) / BATCHES);
    return mean(values.slice(edge(batch), edge(batch + 1)));
  });
}

function varianceOfMean(values: readonly number[]): number {
  return standardDeviation(values) ** 2 / values.length;
}
