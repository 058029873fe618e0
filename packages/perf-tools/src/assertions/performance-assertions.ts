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
 * Asserts that the percentile of the samples is below `max`. The 100th is the largest sample.
 *
 * @throws {AssertionError} with the distribution in its message, like all of these assertions.
 * @throws {PerfKitError} `NOTHING_TO_MEASURE` without samples, `BAD_ARGUMENT` for a sample that is not finite.
 * @example
 * PerformanceAssertions.percentileBelow(latenciesMs, { percentile: 95, max: 20 });
 */
export function percentileBelow(samples: readonly number[], options: PercentileOptions): void {
  assertCheck(checkPercentileBelow(samples, options));
}

/** Asserts that the arithmetic mean of the samples is below `max`. */
export function meanBelow(
  samples: readonly number[],
  options: SampleOptions & { max: number },
): void {
  assertCheck(checkMeanBelow(samples, options));
}

/**
 * Asserts that the samples are more than `times` times as fast as others, by the whole 99 % interval of the ratio of
 * their geometric means. The interval covers the noise within these samples, but not the difference between two
 * processes, which is often several percent.
 *
 * @param samples At least five positive times, in the order in which they were taken. The same holds for `than`.
 */
export function fasterThan(samples: readonly number[], options: FasterOptions): void {
  assertCheck(checkFaster(samples, options));
}

/** Asserts at least `min` successful operations a second. */
export function throughputAtLeast(outcome: Outcome, options: { min: number }): void {
  assertCheck(checkThroughputAtLeast(outcome, options));
}

/** Asserts that at least the share `min` of the operations, in [0, 1], succeeded. */
export function successShareAtLeast(outcome: Outcome, options: { min: number }): void {
  assertCheck(checkSuccessShareAtLeast(outcome, options));
}

/** Asserts that a growth of `monitor.growth()` does not matter. */
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
