import { expect, test } from 'vitest';
import { forkPercentiles } from './fork-percentiles.ts';

test('returns the value as every percentile when all samples are equal', () => {
  expect(forkPercentiles([7.25])).toEqual({ p50: 7.25, p95: 7.25, p99: 7.25 });
  expect(forkPercentiles([0.1, 0.1])).toEqual({ p50: 0.1, p95: 0.1, p99: 0.1 });
});

test('interpolates when the share falls between two samples', () => {
  expect(forkPercentiles([60.6, 50.8])).toEqual({
    p50: expect.closeTo(55.7, 12) as number,
    p95: expect.closeTo(60.11, 12) as number,
    p99: expect.closeTo(60.502, 12) as number,
  });
});

test('accepts zero and negative values', () => {
  const values = Array.from({ length: 101 }, (_, index) => index - 100);
  expect(forkPercentiles(values)).toEqual({ p50: -50, p95: -5, p99: -1 });
});

test('stays exact beside an extreme value', () => {
  const values = Array.from({ length: 2000 }, (_, index) => index / 1000);
  expect(forkPercentiles([...values, 5e12])).toEqual({ p50: 1, p95: 1.9, p99: 1.98 });
});
