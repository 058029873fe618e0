import { mean } from '@night-pilot/perf-report/stats';

/**
 * Sample skewness of at least three values: the unbiased third central moment over the cube of the
 * given standard deviation. Above zero where single values reach far up.
 */
export function skewness(values: readonly number[], standardDeviation: number): number {
  const count = values.length;
  const centre = mean(values);
  const cubes = values.reduce((sum, value) => sum + (value - centre) ** 3, 0);
  return ((cubes / (count - 1)) * count) / (count - 2) / standardDeviation ** 3;
}

/** What Hall's correction needs to know about a sample. */
export interface Skewed {
  skewness: number;
  /** Number of values. */
  count: number;
}

/**
 * Hall's cubic, which takes the skewness out of Student's t (Hall, Journal of the Royal Statistical
 * Society B 54, 1992). It rises everywhere.
 *
 * @param deviations (mean − hypothesis) / standard deviation, which is Student's t over √count.
 * @returns The corrected statistic, over √count as well.
 */
export function hallStatistic(deviations: number, { skewness: skew, count }: Skewed): number {
  const bent = deviations + (skew * deviations ** 2) / 3 + (skew ** 2 * deviations ** 3) / 27;
  return bent + skew / (6 * count);
}

/**
 * The inverse of {@link hallStatistic}: how many standard deviations from the sample mean a hypothesis
 * lies of which the corrected statistic is `statistic`.
 */
export function hallReach(statistic: number, { skewness: skew, count }: Skewed): number {
  // The cubic is the identity without skewness, where its inverse divides zero by zero.
  if (Math.abs(skew) < 1e-6) return statistic;
  return (3 / skew) * (Math.cbrt(1 + skew * (statistic - skew / (6 * count))) - 1);
}
