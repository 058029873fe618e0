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

/** What Vitest and Playwright take from a matcher. */
export interface MatcherResult {
  pass: boolean;
  message: () => string;
}

/**
 * What `PerformanceAssertions` checks as matchers, for `expect.extend(matchers)` of Vitest as of Playwright.
 *
 * @example
 * expect(latenciesMs).toHavePercentileBelow(95, 20);
 */
export const matchers = {
  /** The percentile (0 to 100) is below `max`, in the unit of the samples. @param unit @default 'ms' */
  toHavePercentileBelow(
    samples: readonly number[],
    percentile: number,
    max: number,
    unit?: string,
  ): MatcherResult {
    return toResult(checkPercentileBelow(samples, { percentile, max, ...(unit && { unit }) }));
  },
  /** The arithmetic mean is below `max`, in the unit of the samples. @param unit @default 'ms' */
  toHaveMeanBelow(samples: readonly number[], max: number, unit?: string): MatcherResult {
    return toResult(checkMeanBelow(samples, { max, ...(unit && { unit }) }));
  },
  /** The times are more than `times` times as fast as the others, with the whole 99 % interval. @param times @default 1 */
  toRunFasterThan(
    samples: readonly number[],
    than: readonly number[],
    times?: number,
  ): MatcherResult {
    return toResult(checkFaster(samples, { than, ...(times !== undefined && { times }) }));
  },
  /** So many operations a second succeeded, at least. */
  toHaveThroughputAtLeast(outcome: Outcome, min: number): MatcherResult {
    return toResult(checkThroughputAtLeast(outcome, { min }));
  },
  /** Of all operations at least this share, from 0 to 1, succeeded. */
  toHaveSuccessShareAtLeast(outcome: Outcome, min: number): MatcherResult {
    return toResult(checkSuccessShareAtLeast(outcome, { min }));
  },
  /** What `monitor.growth()` tells is a growth that matters; mostly used with `not`. */
  toBeGrowing(growth: Growth): MatcherResult {
    return toResult(checkGrowing(growth));
  },
};

function toResult(check: Check): MatcherResult {
  return { pass: check.pass, message: () => describeCheck(check, check.pass) };
}
