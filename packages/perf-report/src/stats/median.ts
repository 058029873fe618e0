import { percentile } from './percentile.ts';

/**
 * Returns the median: the value in the middle, or the mean of the two in the middle. See `percentile`.
 *
 * @param values In any order. NaN is returned when there are none.
 */
export function median(values: ArrayLike<number>): number {
  return percentile(Float64Array.from(values).sort(), 0.5);
}
