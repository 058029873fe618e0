import { mean } from '../stats/mean-interval.ts';

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

/**
 * Ends of Hall's interval for the mean of skewed values, in standard deviations from their sample mean
 * (Hall, Journal of the Royal Statistical Society B 54, 1992): the values of (mean − truth) / deviation
 * that a cubic, which takes the skewness out of Student's t, maps on ± `reach`.
 *
 * @param reach Student's quantile over the square root of the number of values.
 */
export function skewedReach(
  reach: number,
  { skew, count }: { skew: number; count: number },
): { below: number; above: number } {
  // The cubic is the identity without skewness, where its inverse divides zero by zero.
  if (Math.abs(skew) < 1e-6) return { below: reach, above: reach };
  const inverse = (value: number) =>
    (3 / skew) * (Math.cbrt(1 + skew * (value - skew / (6 * count))) - 1);
  return { below: inverse(reach), above: -inverse(-reach) };
}
