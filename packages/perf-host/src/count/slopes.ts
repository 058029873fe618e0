import type { Slopes } from './count-result.ts';

/** Limit of the difference between two slopes of warm code, as a share of the larger one. */
export const STEADY_SHARE = 0.005;

/**
 * Returns the cost of one iteration from totals at n, 2n and 3n iterations: (T(2n) − T(n)) / n and (T(3n) − T(2n)) / n.
 * One-time work, such as start-up, cancels out.
 */
export function slopesOf(
  [atN, at2N, at3N]: readonly [number, number, number],
  iterations: number,
): Slopes {
  return [(at2N - atN) / iterations, (at3N - at2N) / iterations];
}

export interface SteadyRule {
  /** Limit of the difference, as a share of the larger slope. @default 0.005 */
  share?: number;
  /** Absolute difference that is always accepted, in the unit of the slopes. @default 0 */
  tolerance?: number;
}

/** Returns true when two slopes agree, so that the compiler seems to be done with the benchmark. */
export function areSteady(
  [first, second]: Slopes,
  { share = STEADY_SHARE, tolerance = 0 }: SteadyRule = {},
): boolean {
  const larger = Math.max(Math.abs(first), Math.abs(second));
  return Math.abs(first - second) <= Math.max(share * larger, tolerance);
}

/** Returns the mean of the slopes. */
export function perIterationOf([first, second]: Slopes): number {
  return (first + second) / 2;
}

/** Returns the largest power of two that does not exceed `value`, at least 1. */
export function powerOfTwoBelow(value: number): number {
  return value < 1 ? 1 : 2 ** Math.floor(Math.log2(value));
}

/**
 * Returns the smallest power of two at which that number of iterations costs at least `least`. It depends on counts and not
 * on time, so that the same code is always counted at the same n.
 */
export function iterationsFor(perIteration: number, least: number): number {
  const wanted = least / perIteration;
  const below = powerOfTwoBelow(wanted);
  return below >= wanted ? below : below * 2;
}
