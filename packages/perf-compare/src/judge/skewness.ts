import { mean } from '@night-pilot/perf-report/stats';

/**
 * Returns the sample skewness of at least three values: the unbiased third central moment over the cube of the given
 * standard deviation. It is above zero when single values reach far up.
 */
export function skewness(values: readonly number[], standardDeviation: number): number {
  const count = values.length;
  const centre = mean(values);
  const cubes = values.reduce((sum, value) => sum + (value - centre) ** 3, 0);
  return ((cubes / (count - 1)) * count) / (count - 2) / standardDeviation ** 3;
}

/** The properties of a sample that Hall's correction needs. */
export interface Skewed {
  skewness: number;
  /** Number of values. */
  count: number;
}

/**
 * Computes Hall's cubic, which removes the skewness from Student's t (Hall, Journal of the Royal Statistical Society B
 * 54, 1992). It increases everywhere.
 *
 * @param deviations (mean − hypothesis) / standard deviation, which is Student's t over √count.
 * @returns The corrected statistic, over √count as well.
 */
export function hallStatistic(deviations: number, { skewness: skew, count }: Skewed): number {
  const bent = deviations + (skew * deviations ** 2) / 3 + (skew ** 2 * deviations ** 3) / 27;
  return bent + skew / (6 * count);
}

/**
 * Inverts {@link hallStatistic}: returns the distance between the sample mean and a hypothesis whose corrected statistic
 * is `statistic`, in standard deviations.
 */
export function hallReach(statistic: number, { skewness: skew, count }: Skewed): number {
  // Without skewness the cubic is the identity, and its inverse would divide zero by zero.
  if (Math.abs(skew) < 1e-6) return statistic;
  return (3 / skew) * (Math.cbrt(1 + skew * (statistic - skew / (6 * count))) - 1);
}
