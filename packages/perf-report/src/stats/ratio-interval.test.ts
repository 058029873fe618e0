import { expect, test } from 'vitest';
import { normal, seededRandom } from '../testing/random.ts';
import { ratioInterval } from './ratio-interval.ts';

/** Skewed samples of which each resembles the one before. */
function resembling(random: () => number, { count, level }: { count: number; level: number }) {
  let value = normal(random);
  return Array.from({ length: count }, () => {
    value = 0.7 * value + Math.sqrt(1 - 0.7 ** 2) * normal(random);
    return level * Math.exp(0.4 * value);
  });
}

test('covers the truth 99 % of the time, though neighbours resemble each other', () => {
  const random = seededRandom(20_260_304);
  const trials = 1_000;
  let covered = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const one = resembling(random, { count: 400, level: 2 });
    const other = resembling(random, { count: 600, level: 1 });
    const { low, high } = ratioInterval(one, other).interval;
    if (low <= 2 && high >= 2) covered += 1;
  }
  expect(covered / trials).toBeGreaterThan(0.98);
  expect(covered / trials).toBeLessThan(0.997);
});

test('agrees with values worked out by hand', () => {
  // Logarithms 0, 1, 2 and 0, 0, 0: a difference of 1, a variance of 1/3 and two degrees of freedom, t = 9.925.
  const { ratio, interval } = ratioInterval([1, Math.E, Math.E ** 2], [1, 1, 1]);
  expect(ratio).toBeCloseTo(Math.E, 12);
  expect(Math.log(interval.high)).toBeCloseTo(1 + 9.9248 / Math.sqrt(3), 4);
});

test('samples without any spread have an interval of no width', () => {
  expect(ratioInterval([2, 2], [1, 1])).toMatchObject({ ratio: 2, interval: { low: 2, high: 2 } });
});
