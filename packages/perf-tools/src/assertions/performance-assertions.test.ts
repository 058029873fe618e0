import { AssertionError } from 'node:assert';
import { expect, test } from 'vitest';
import type { Growth } from '../monitor/growth.ts';
import { normal, seededRandom } from '@night-pilot/perf-report/testing';
import * as PerformanceAssertions from './performance-assertions.ts';

const HUNDRED = Array.from({ length: 100 }, (_, index) => index + 1);

/** Returns the message of a failed assertion, or null when it passes. */
function failure(assertion: () => void): string | null {
  try {
    assertion();
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(AssertionError);
    return (error as AssertionError).message;
  }
}

const growth: Growth = {
  of: 'rssBytes',
  slopePerMinute: 2 ** 20,
  minPerMinute: 0,
  isGrowing: true,
  interval: { low: 2 ** 19, high: 3 * 2 ** 19, level: 0.99 },
  readings: 540,
  durationMs: 54_000,
};

test('shows the whole distribution when a percentile is too high', () => {
  PerformanceAssertions.percentileBelow(HUNDRED, { percentile: 95, max: 96 });
  const message = failure(() =>
    PerformanceAssertions.percentileBelow(HUNDRED, { percentile: 95, max: 90 }),
  );
  expect(message?.split('\n').slice(0, 4)).toEqual([
    'Expected p95 below 90 ms, got 95.0 ms, and 11 of 100 samples are not below.',
    '',
    'n 100 · min 1 ms · p50 50.5 ms · p95 95.0 ms · p99 99.0 ms · max 100 ms',
    '   1–1.78 ms  █                                1',
  ]);
});

test('fails at the limit itself, and takes the largest sample as the 100th percentile', () => {
  expect(
    failure(() => PerformanceAssertions.percentileBelow([1, 2], { percentile: 100, max: 2 })),
  ).toMatch(/^Expected p100 below 2 ms, got 2 ms, and 1 of 2/);
});

test('checks a mean in another unit', () => {
  PerformanceAssertions.meanBelow([1, 3], { max: 2.1, unit: 'ns' });
  expect(
    failure(() => PerformanceAssertions.meanBelow([1e6, 3e6], { max: 2e6, unit: 'ns' })),
  ).toMatch(/^Expected mean below 2 ms, got 2 ms\./);
});

test('calls samples faster only by the whole interval', () => {
  const random = seededRandom(3);
  const times = (level: number) =>
    Array.from({ length: 200 }, () => level * Math.exp(0.2 * normal(random)));
  const [fast, slow] = [times(1), times(2)];
  PerformanceAssertions.fasterThan(fast, { than: slow });
  PerformanceAssertions.fasterThan(fast, { than: slow, times: 1.7 });
  expect(failure(() => PerformanceAssertions.fasterThan(fast, { than: slow, times: 2 }))).toMatch(
    /^Expected samples that are more than 2× as fast .* got [12]\.\d+×, interval 1\.\d+–2\.\d+×\.\n\nThese:\nn 200 .*The others:\nn 200/s,
  );
  expect(failure(() => PerformanceAssertions.fasterThan(fast, { than: times(1) }))).not.toBeNull();
});

test('checks throughput and success, and shows failures and latencies', () => {
  const outcome = {
    succeeded: 98,
    failed: 2,
    durationMs: 1000,
    latenciesMs: [4, 5, 6],
    failures: new Map([['timed out', 2]]),
  };
  PerformanceAssertions.throughputAtLeast(outcome, { min: 98 });
  PerformanceAssertions.successShareAtLeast(outcome, { min: 0.98 });
  expect(failure(() => PerformanceAssertions.throughputAtLeast(outcome, { min: 99 }))).toMatch(
    'Expected a throughput of at least 99 ops/s, got 98 ops/s: 98 succeeded in 1 s.',
  );
  expect(failure(() => PerformanceAssertions.successShareAtLeast(outcome, { min: 0.99 }))).toMatch(
    /^Expected at least 99 % of the operations to succeed, got 98 %: 2 of 100 failed\.\n\n2 × timed out\nn 3 /,
  );
});

test('fails on a growth that matters', () => {
  PerformanceAssertions.notGrowing({ ...growth, isGrowing: false });
  expect(failure(() => PerformanceAssertions.notGrowing(growth))).toBe(
    'Expected not rssBytes to grow by more than 0 B a minute, with its whole 99 % interval, got 1 MiB a minute, interval 0.500–1.50 MiB.\n\nBy 540 readings over 54 s, the first tenth left out.',
  );
});

test.each([
  [[], 'NOTHING_TO_MEASURE', /at least 1 sample, got 0/],
  [[1, NaN], 'BAD_ARGUMENT', /finite numbers as samples, got NaN/],
])('refuses the samples %j', (samples, code, message) => {
  const measure = () => PerformanceAssertions.meanBelow(samples, { max: 1 });
  expect(measure).toThrow(expect.objectContaining({ code }));
  expect(measure).toThrow(message);
});

test('refuses a percentile above 100, times of 0 and too few of them', () => {
  expect(() => PerformanceAssertions.percentileBelow([1], { percentile: 101, max: 1 })).toThrow(
    'A percentile must be from 0 to 100, got 101.',
  );
  expect(() => PerformanceAssertions.fasterThan([0, 1, 1, 1, 1], { than: HUNDRED })).toThrow(
    'Expected positive numbers as samples, got 0.',
  );
  expect(() => PerformanceAssertions.fasterThan([1], { than: HUNDRED })).toThrow(
    'Expected at least 5 samples, got 1.',
  );
});
