import { analyseSeries } from './analyse-series.ts';
import type { ChangePoint } from './change-point.ts';
import { describeChanges } from './describe-changes.ts';

export interface ChangePointOptions {
  /**
   * Least size of a step, in its standard errors. A smaller value finds smaller steps, and more that are none.
   *
   * @default 4.2: less than one false change point in 10,000 points without a change
   */
  threshold?: number;
}

/** Shorter series have no change points. */
export const FEWEST_POINTS = 8;

/** Default of `threshold`. */
export const THRESHOLD = 4.2;

/**
 * Finds the points from which on a series has a new level, in the whole of its history at once.
 *
 * Spikes are limited, a steady drift and correlated noise are estimated along with the levels, and a step counts when it is
 * larger than its standard error allows. Ratios count, not differences, when all values are above 0.
 *
 * @param values Finite numbers, oldest first. Fewer than 8 have no change points.
 * @returns Change points, oldest first.
 * @throws {RangeError} when a value is not finite, or the threshold is not above 0.
 */
export function detectChangePoints(
  values: readonly number[],
  { threshold = THRESHOLD }: ChangePointOptions = {},
): ChangePoint[] {
  assertThreshold(threshold);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw new RangeError(`Expected finite numbers, got ${String(values[wrong])} at ${wrong}.`);
  }
  if (values.length < FEWEST_POINTS) return [];
  const { points, fit, isRatio } = analyseSeries(values, threshold ** 2);
  return describeChanges(points, fit, isRatio);
}

/** @throws {RangeError} when the threshold is not above 0. */
export function assertThreshold(threshold: number): void {
  if (!(threshold > 0)) throw new RangeError(`Expected a threshold above 0, got ${threshold}.`);
}
