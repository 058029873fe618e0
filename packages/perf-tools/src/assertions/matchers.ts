import type { Growth } from '../monitor/growth.ts';
import {
  type Check,
  checkFaster,
  checkGrowing,
  checkMeanBelow,
  checkPercentileBelow,
  checkSuccessShareAtLeast,
  checkThroughputAtLeast,
  describeCheck,
  type Outcome,
} from './check.ts';

/** Result of a matcher, as Vitest and Playwright expect it. */
export interface MatcherResult {
  pass: boolean;
  message: () => string;
}

/**
 * The checks of `PerformanceAssertions` as matchers, for `expect.extend(matchers)` in Vitest and Playwright.
 *
 * @example
 * expect(latenciesMs).toHavePercentileBelow(95, 20);
 */
export const matchers = {
  /** Expects the percentile (0 to 100) to be below `max`, in the unit of the samples. @param unit @default 'ms' */
  toHavePercentileBelow(
    samples: readonly number[],
    percentile: number,
    max: number,
    unit?: string,
  ): MatcherResult {
    return toResult(checkPercentileBelow(samples, { percentile, max, ...(unit && { unit }) }));
  },
  /** Expects the arithmetic mean to be below `max`, in the unit of the samples. @param unit @default 'ms' */
  toHaveMeanBelow(samples: readonly number[], max: number, unit?: string): MatcherResult {
    return toResult(checkMeanBelow(samples, { max, ...(unit && { unit }) }));
  },
  /** Expects the samples to be more than `times` times as fast as `than`, with the whole 99 % interval. @param times @default 1 */
  toRunFasterThan(
    samples: readonly number[],
    than: readonly number[],
    times?: number,
  ): MatcherResult {
    return toResult(checkFaster(samples, { than, ...(times !== undefined && { times }) }));
  },
  /** Expects at least `min` successful operations a second. */
  toHaveThroughputAtLeast(outcome: Outcome, min: number): MatcherResult {
    return toResult(checkThroughputAtLeast(outcome, { min }));
  },
  /** Expects at least this share of the operations, in [0, 1], to succeed. */
  toHaveSuccessShareAtLeast(outcome: Outcome, min: number): MatcherResult {
    return toResult(checkSuccessShareAtLeast(outcome, { min }));
  },
  /** Expects a growth of `monitor.growth()` that matters; mostly used with `not`. */
  toBeGrowing(growth: Growth): MatcherResult {
    return toResult(checkGrowing(growth));
  },
};

function toResult(check: Check): MatcherResult {
  return { pass: check.pass, message: () => describeCheck(check, check.pass) };
}
