import { expect, test } from 'vitest';
import { hallReach, hallStatistic, skewness } from './skewness.ts';

test('agrees with values worked out by hand', () => {
  // Third central moment of 0, 0, 0, 4: (3 · −1 + 27) / 4 = 6; unbiased 6 · 16 / (3 · 2) = 16.
  expect(skewness([0, 0, 0, 4], 2)).toBeCloseTo(2, 12);
  expect(skewness([0, 4, 4, 4], 2)).toBeCloseTo(-2, 12);
  expect(skewness([1, 2, 3], 1)).toBe(0);
});

test("computes Hall's cubic as worked out by hand", () => {
  // 0.5 + 0.9 · 0.25 / 3 + 0.81 · 0.125 / 27 + 0.9 / 120
  expect(hallStatistic(0.5, { skewness: 0.9, count: 20 })).toBeCloseTo(0.58625, 12);
  expect(hallStatistic(0.5, { skewness: 0, count: 20 })).toBe(0.5);
});

test.each([-3, -0.5, 0, 0.8, 3])('inverts the cubic, skewness %f', (skew) => {
  const sample = { skewness: skew, count: 12 };
  for (const deviations of [-2, -0.3, 0, 0.4, 1.5]) {
    expect(hallReach(hallStatistic(deviations, sample), sample)).toBeCloseTo(deviations, 9);
  }
});

test('discounts a mean on the side of the short tail, symmetrically', () => {
  const left = hallStatistic(1, { skewness: -1, count: 20 });
  expect(left).toBeLessThan(1);
  expect(hallStatistic(-1, { skewness: 1, count: 20 })).toBeCloseTo(-left, 12);
});
