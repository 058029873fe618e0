import type { Slopes } from './count-result.ts';

/** Two slopes of warm code differ by at most this share of the larger one. */
export const STEADY_SHARE = 0.005;

/**
 * What one iteration takes, from totals at n, 2n and 3n iterations: (T(2n) − T(n)) / n and
 * (T(3n) − T(2n)) / n. What happens once, such as start-up, cancels out.
 */
export function slopesOf(
  [atN, at2N, at3N]: readonly [number, number, number],
  iterations: number,
): Slopes {
  return [(at2N - atN) / iterations, (at3N - at2N) / iterations];
}

export interface SteadyRule {
  /** They differ by at most this share of the larger one. @default 0.005 */
  share?: number;
  /** An absolute difference that is always fine, in the unit of the slopes. @default 0 */
  tolerance?: number;
}

/** Whether the compiler is done with a benchmark, as far as its two slopes tell. */
export function areSteady(
  [first, second]: Slopes,
  { share = STEADY_SHARE, tolerance = 0 }: SteadyRule = {},
): boolean {
  const larger = Math.max(Math.abs(first), Math.abs(second));
  return Math.abs(first - second) <= Math.max(share * larger, tolerance);
}

/** The mean of the slopes. */
export function perIterationOf([first, second]: Slopes): number {
  return (first + second) / 2;
}

/** The largest power of two that does not exceed `value`, at least 1. */
export function powerOfTwoBelow(value: number): number {
  return value < 1 ? 1 : 2 ** Math.floor(Math.log2(value));
}

/**
 * The smallest power of two so that so many iterations take at least `least`. It depends on what
 * is counted and not on time: the same code is always counted at the same n.
 */
export function iterationsFor(perIteration: number, least: number): number {
  const wanted = least / perIteration;
  const below = powerOfTwoBelow(wanted);
  return below >= wanted ? below : below * 2;
}
