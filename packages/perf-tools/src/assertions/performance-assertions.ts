import { AssertionError } from 'node:assert';
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
  type FasterOptions,
  type Outcome,
  type PercentileOptions,
  type SampleOptions,
} from './check.ts';

/**
 * The percentile of the samples is below `max`. The 100th is the largest sample.
 *
 * @throws {AssertionError} whose message shows the distribution; so do all of these.
 * @throws {PerfKitError} `NOTHING_TO_MEASURE` without samples, `BAD_ARGUMENT` for a sample that is not finite.
 * @example
 * PerformanceAssertions.percentileBelow(latenciesMs, { percentile: 95, max: 20 });
 */
export function percentileBelow(samples: readonly number[], options: PercentileOptions): void {
  assertCheck(checkPercentileBelow(samples, options));
}

/** The arithmetic mean of the samples is below `max`. */
export function meanBelow(
  samples: readonly number[],
  options: SampleOptions & { max: number },
): void {
  assertCheck(checkMeanBelow(samples, options));
}

/**
 * The samples are more than `times` times as fast as others: the 99 % interval of the ratio of the geometric means
 * says so. It knows of the noise within these samples, not of what differs from one process to the next, which is often
 * several percent.
 *
 * @param samples Positive times, at least five, in the order in which they were taken. So `than`.
 */
export function fasterThan(samples: readonly number[], options: FasterOptions): void {
  assertCheck(checkFaster(samples, options));
}

/** So many operations a second succeeded, at least. */
export function throughputAtLeast(outcome: Outcome, options: { min: number }): void {
  assertCheck(checkThroughputAtLeast(outcome, options));
}

/** Of all operations at least the share `min`, from 0 to 1, succeeded. */
export function successShareAtLeast(outcome: Outcome, options: { min: number }): void {
  assertCheck(checkSuccessShareAtLeast(outcome, options));
}

/** What `monitor.growth()` tells is no growth that matters. */
export function notGrowing(growth: Growth): void {
  assertCheck(checkGrowing(growth), true);
}

function assertCheck(check: Check, isNot = false): void {
  if (check.pass !== isNot) return;
  throw new AssertionError({
    message: describeCheck(check, isNot),
    actual: check.actual,
    expected: `${isNot ? 'not ' : ''}${check.expected}`,
  });
}
