import type { Interval } from './interval.ts';
import { mean, standardDeviation } from './mean-interval.ts';
import { studentTQuantile } from './student-t.ts';

/** Into so many batches the samples of each side are put when there are at least twice as many. */
const BATCHES = 20;

/**
 * How many times as large one set of samples is as another: the ratio of their geometric means, with the interval of
 * Welch's t on the scale of logarithms. Samples that were taken one after the other resemble each other, so the
 * means of consecutive batches count, not the samples themselves (the method of batch means).
 *
 * @param one Positive numbers in the order in which they were taken, at least two. So `other`.
 * @param level Share of such intervals that cover the true ratio. @default 0.99
 */
export function ratioInterval(
  one: readonly number[],
  other: readonly number[],
  level = 0.99,
): { ratio: number; interval: Interval } {
  const [ours, theirs] = [batchMeans(one.map(Math.log)), batchMeans(other.map(Math.log))];
  const difference = mean(ours) - mean(theirs);
  const [ourVariance, theirVariance] = [varianceOfMean(ours), varianceOfMean(theirs)];
  const variance = ourVariance + theirVariance;
  // Welch and Satterthwaite.
  const degrees =
    variance ** 2 /
    (ourVariance ** 2 / (ours.length - 1) + theirVariance ** 2 / (theirs.length - 1));
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
