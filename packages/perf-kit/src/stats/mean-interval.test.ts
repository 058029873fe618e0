import { expect, test } from 'vitest';
import { normal, seededRandom } from '../testing/random.ts';
import { mean, meanInterval, standardDeviation } from './mean-interval.ts';

test('agrees with values worked out by hand', () => {
  const values = [2, 4, 4, 4, 6];
  expect(mean(values)).toBe(4);
  expect(standardDeviation(values)).toBeCloseTo(Math.SQRT2, 12);
  const interval = meanInterval(values);
  // 4.604 · √2 / √5
  expect(interval?.high).toBeCloseTo(4 + 2.9118, 3);
  expect(interval?.low).toBeCloseTo(4 - 2.9118, 3);
  expect(interval?.level).toBe(0.99);
});

test('one value has no interval', () => {
  expect(meanInterval([5])).toBeNull();
});

test.each([3, 5, 10])('covers the mean of normal values 99 %% of the time, %i values', (count) => {
  const random = seededRandom(20_260_101 + count);
  const trials = 10_000;
  let covered = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const interval = meanInterval(Array.from({ length: count }, () => 50 + normal(random)));
    if (interval !== null && interval.low <= 50 && interval.high >= 50) covered += 1;
  }
  expect(covered / trials).toBeGreaterThan(0.987);
  expect(covered / trials).toBeLessThan(0.993);
});
