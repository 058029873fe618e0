import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import type { Growth } from '../monitor/growth.ts';
import { mean, percentile as percentileOf, ratioInterval } from '@night-pilot/perf-report/stats';
import {
  formatDuration,
  formatPercent,
  formatRange,
  formatValue,
  renderDistribution,
} from '@night-pilot/perf-report/text';

/** Result of a check: the expectation, and whether the measurement meets it. */
export interface Check {
  pass: boolean;
  /** Such as `p95 below 20 ms`. */
  expected: string;
  /** The measured value, in the same words. */
  actual: string;
  /** The data behind the value, in several lines. */
  evidence: string;
}

/** Outcome of a run of ConcurrentTester, or of something similar. */
export interface Outcome {
  succeeded: number;
  failed: number;
  durationMs: number;
  latenciesMs?: readonly number[];
  /** Number of failures by error message. */
  failures?: ReadonlyMap<string, number>;
}

export interface SampleOptions {
  /** Unit of the samples, as in reports: ns, us, ms, s, bytes … @default 'ms' */
  unit?: string;
}

/** `percentile` from 0 to 100. */
export type PercentileOptions = SampleOptions & { percentile: number; max: number };

export function checkPercentileBelow(
  samples: readonly number[],
  { percentile, max, unit = 'ms' }: PercentileOptions,
): Check {
  assertSamples(samples);
  if (!(percentile >= 0 && percentile <= 100)) {
    throw new PerfKitError(
      'BAD_ARGUMENT',
      `A percentile must be from 0 to 100, got ${percentile}.`,
    );
  }
  const sorted = samples.toSorted((a, b) => a - b);
  const value = percentileOf(sorted, percentile / 100);
  const above = sorted.filter((sample) => sample >= max).length;
  return {
    pass: value < max,
    expected: `p${percentile} below ${formatValue(max, unit)}`,
    actual: `${formatValue(value, unit)}, and ${above} of ${sorted.length} samples are not below`,
    evidence: renderDistribution(samples, unit),
  };
}

export function checkMeanBelow(
  samples: readonly number[],
  { max, unit = 'ms' }: SampleOptions & { max: number },
): Check {
  assertSamples(samples);
  const value = mean(samples);
  return {
    pass: value < max,
    expected: `mean below ${formatValue(max, unit)}`,
    actual: formatValue(value, unit),
    evidence: renderDistribution(samples, unit),
  };
}

export type FasterOptions = SampleOptions & {
  than: readonly number[];
  /** Least factor of the speed: above 0. @default 1 */
  times?: number;
};

export function checkFaster(
  samples: readonly number[],
  { than, times = 1, unit = 'ms' }: FasterOptions,
): Check {
  assertSamples(samples, { least: 5, isPositive: true });
  assertSamples(than, { least: 5, isPositive: true });
  const { ratio, interval } = ratioInterval(than, samples);
  return {
    pass: interval.low > times,
    expected: `samples that are more than ${formatValue(times, 'x')} as fast as the others, with their whole 99 % interval`,
    actual: `${formatValue(ratio, 'x')}, interval ${formatRange(interval.low, interval.high, 'x')}`,
    evidence: [
      `These:\n${renderDistribution(samples, unit)}`,
      `The others:\n${renderDistribution(than, unit)}`,
    ].join('\n\n'),
  };
}

export function checkThroughputAtLeast(outcome: Outcome, { min }: { min: number }): Check {
  const value = (outcome.succeeded / outcome.durationMs) * 1000;
  return {
    pass: value >= min,
    expected: `a throughput of at least ${formatValue(min, 'ops/s')}`,
    actual: `${formatValue(value, 'ops/s')}: ${outcome.succeeded} succeeded in ${formatValue(outcome.durationMs, 'ms')}`,
    evidence: renderOutcome(outcome),
  };
}

export function checkSuccessShareAtLeast(outcome: Outcome, { min }: { min: number }): Check {
  const { succeeded, failed } = outcome;
  const total = succeeded + failed;
  if (total === 0) {
    throw new PerfKitError(
      'NOTHING_TO_MEASURE',
      'Expected at least one ended operation, got none.',
    );
  }
  const percent = (share: number) => formatPercent(share, { digits: 6 });
  return {
    pass: succeeded / total >= min,
    expected: `at least ${percent(min)} of the operations to succeed`,
    actual: `${percent(succeeded / total)}: ${failed} of ${total} failed`,
    evidence: renderOutcome(outcome),
  };
}

export function checkGrowing({
  of,
  slopePerMinute,
  interval,
  minPerMinute,
  isGrowing,
  readings,
  durationMs,
}: Growth): Check {
  const unit = of.endsWith('Bytes') ? 'bytes' : '1';
  return {
    pass: isGrowing,
    expected: `${of} to grow by more than ${formatValue(minPerMinute, unit)} a minute, with its whole 99 % interval`,
    actual: `${formatValue(slopePerMinute, unit)} a minute, interval ${formatRange(interval.low, interval.high, unit)}`,
    evidence: `By ${readings} readings over ${formatDuration(durationMs)}, the first tenth left out.`,
  };
}

/** @param isNot Whether the opposite was expected. */
export function describeCheck({ expected, actual, evidence }: Check, isNot: boolean): string {
  return `Expected ${isNot ? 'not ' : ''}${expected}, got ${actual}.\n\n${evidence}`;
}

function renderOutcome({ latenciesMs = [], failures = new Map() }: Outcome): string {
  const failed = [...failures].map(([message, count]) => `${count} × ${message}`);
  const latencies = latenciesMs.length === 0 ? [] : [renderDistribution(latenciesMs, 'ms')];
  return [...failed, ...latencies].join('\n');
}

function assertSamples(
  samples: readonly number[],
  { least = 1, isPositive = false }: { least?: number; isPositive?: boolean } = {},
): void {
  if (samples.length < least) {
    throw new PerfKitError(
      'NOTHING_TO_MEASURE',
      `Expected at least ${least} ${least === 1 ? 'sample' : 'samples'}, got ${samples.length}.`,
    );
  }
  const wrong = samples.find((sample) => !Number.isFinite(sample) || (isPositive && sample <= 0));
  if (wrong === undefined) return;
  throw new PerfKitError(
    'BAD_ARGUMENT',
    `Expected ${isPositive ? 'positive' : 'finite'} numbers as samples, got ${wrong}.`,
  );
}
