import { expect, test } from 'vitest';
import { normal, seededRandom } from '../testing/random.ts';
import { ratioInterval } from './ratio-interval.ts';

/** Returns skewed, autocorrelated samples. */
function autocorrelated(random: () => number, { count, level }: { count: number; level: number }) {
  let value = normal(random);
  return Array.from({ length: count }, () => {
    value = 0.7 * value + Math.sqrt(1 - 0.7 ** 2) * normal(random);
    return level * Math.exp(0.4 * value);
  });
}

test('covers the true ratio of autocorrelated samples 99 % of the time', () => {
  const random = seededRandom(20_260_304);
  const trials = 400;
  let covered = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const slow = autocorrelated(random, { count: 400, level: 2 });
    const fast = autocorrelated(random, { count: 600, level: 1 });
    const { low, high } = ratioInterval(slow, fast).interval;
    if (low <= 2 && high >= 2) covered += 1;
  }
  // Three standard errors on either side of 0.99.
  expect(covered / trials).toBeGreaterThan(0.975);
  expect(covered / trials).toBeLessThan(1);
});

test('agrees with values worked out by hand', () => {
  // Logarithms 0, 1, 2 and 0, 0, 0: a difference of 1, a variance of 1/3 and two degrees of freedom, t = 9.925.
  const { ratio, interval } = ratioInterval([1, Math.E, Math.E ** 2], [1, 1, 1]);
  expect(ratio).toBeCloseTo(Math.E, 12);
  expect(Math.log(interval.high)).toBeCloseTo(1 + 9.9248 / Math.sqrt(3), 4);
});

test('returns an interval without width for samples without spread', () => {
  expect(ratioInterval([2, 2], [1, 1])).toMatchObject({ ratio: 2, interval: { low: 2, high: 2 } });
});
