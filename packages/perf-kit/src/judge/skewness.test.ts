import { expect, test } from 'vitest';
import { skewedReach, skewness } from './skewness.ts';

test('agrees with values worked out by hand', () => {
  // Third central moment of 0, 0, 0, 4: (3 · −1 + 27) / 4 = 6; unbiased 6 · 16 / (3 · 2) = 16.
  expect(skewness([0, 0, 0, 4], 2)).toBeCloseTo(2, 12);
  expect(skewness([0, 4, 4, 4], 2)).toBeCloseTo(-2, 12);
  expect(skewness([1, 2, 3], 1)).toBe(0);
});

test("reaches the points that Hall's cubic maps on the quantile", () => {
  const [skew, count, reach] = [0.8, 20, 0.5];
  const cubic = (u: number) =>
    u + (skew * u ** 2) / 3 + (skew ** 2 * u ** 3) / 27 + skew / (6 * count);
  const { below, above } = skewedReach(reach, { skew, count });
  expect(cubic(below)).toBeCloseTo(reach, 12);
  expect(cubic(-above)).toBeCloseTo(-reach, 12);
});

test('is even without skewness, and longer on the side of the long tail', () => {
  expect(skewedReach(0.5, { skew: 0, count: 20 })).toEqual({ below: 0.5, above: 0.5 });
  const right = skewedReach(0.5, { skew: 1, count: 20 });
  expect(right.above).toBeGreaterThan(0.5);
  expect(right.below).toBeLessThan(0.5);
  const left = skewedReach(0.5, { skew: -1, count: 20 });
  expect(left.below).toBeCloseTo(right.above, 12);
});
