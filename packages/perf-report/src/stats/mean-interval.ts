import type { Interval } from './interval.ts';
import { studentTQuantile } from './student-t.ts';

/** Returns the arithmetic mean of at least one value. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Returns the sample standard deviation (n − 1) of at least two values. */
export function standardDeviation(values: readonly number[]): number {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

/** Returns the geometric mean of at least one positive value. */
export function geometricMean(values: readonly number[]): number {
  return Math.exp(mean(values.map(Math.log)));
}

/** Returns Student's t interval of the geometric mean, computed from logarithms. See {@link meanInterval}. */
export function geometricMeanInterval(values: readonly number[], level = 0.99): Interval | null {
  if (values.length < 2) return null;
  const logs = values.map(Math.log);
  const reach = studentReach(logs, level);
  return { low: Math.exp(mean(logs) - reach), high: Math.exp(mean(logs) + reach), level };
}

/**
 * Returns Student's t interval for the mean of independent values. When all values are positive, as times and sizes
 * are, it is laid around the logarithm of the mean (delta method): it never reaches below zero, and covers the mean of
 * skewed values more often than an interval around the mean itself. The tests simulate how often.
 *
 * @param level Share of such intervals that cover the true mean. @default 0.99
 * @returns null for fewer than two values: one value has no spread.
 */
export function meanInterval(values: readonly number[], level = 0.99): Interval | null {
  if (values.length < 2) return null;
  const centre = mean(values);
  const reach = studentReach(values, level);
  if (values.some((value) => value <= 0)) {
    return { low: centre - reach, high: centre + reach, level };
  }
  const factor = Math.exp(reach / centre);
  return { low: centre / factor, high: centre * factor, level };
}

/** Returns half the width of Student's t interval for the mean. */
function studentReach(values: readonly number[], level: number): number {
  const quantile = studentTQuantile((1 + level) / 2, values.length - 1);
  return (quantile * standardDeviation(values)) / Math.sqrt(values.length);
}
