import { expect, test } from 'vitest';
import { seededRandom } from '../testing/random.ts';
import { forkPercentiles } from './fork-percentiles.ts';

test('one value, or one over and over, is every percentile', () => {
  expect(forkPercentiles([7.25])).toEqual({ p50: 7.25, p95: 7.25, p99: 7.25 });
  expect(forkPercentiles([0.1, 0.1])).toEqual({ p50: 0.1, p95: 0.1, p99: 0.1 });
});

test.each([1e-3, 1, 1e9])('of a hundred values the 50th, 95th and 99th, in units of %d', (unit) => {
  const values = Array.from({ length: 100 }, (_, index) => (index + 1) * unit);
  const { p50, p95, p99 } = forkPercentiles(values.toReversed());
  expect(p50 / unit).toBeCloseTo(50, 1);
  expect(p95 / unit).toBeCloseTo(95, 0);
  expect(p99 / unit).toBeCloseTo(99, 0);
});

test('zero and negative values are values', () => {
  const values = Array.from({ length: 101 }, (_, index) => index - 100);
  expect(forkPercentiles(values).p50).toBeCloseTo(-50, 0);
  expect(forkPercentiles(values).p99).toBeLessThanOrEqual(0);
});

test('they lie within 0.1 % of the range of the exact ones, one far value or not', () => {
  const random = seededRandom(7);
  const values = Array.from({ length: 2000 }, () => 100 + random());
  values.push(5000);
  const sorted = values.toSorted((one, other) => one - other);
  const { p50, p95, p99 } = forkPercentiles(values);
  for (const [share, value] of [
    [0.5, p50],
    [0.95, p95],
    [0.99, p99],
  ] as const) {
    const exact = sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
    expect(Math.abs(value - exact)).toBeLessThan(0.001 * (exact - 100) + 1e-4);
  }
});
