import { expect, test } from 'vitest';
import { normal, seededRandom } from '../testing/random.ts';
import { mean, meanInterval, standardDeviation } from './mean-interval.ts';

test('agrees with values worked out by hand', () => {
  const values = [-1, 1, 1, 1, 3];
  expect(mean(values)).toBe(1);
  expect(standardDeviation(values)).toBeCloseTo(Math.SQRT2, 12);
  // 4.604 · √2 / √5 on either side
  expect(meanInterval(values)).toMatchObject({ level: 0.99 });
  expect(meanInterval(values)?.high).toBeCloseTo(1 + 2.9119, 3);
  expect(meanInterval(values)?.low).toBeCloseTo(1 - 2.9119, 3);
});

test('returns a positive interval, symmetric on the log scale, for positive values', () => {
  // e to the power of 4.604 · √2 / √5 / 4
  const interval = meanInterval([2, 4, 4, 4, 6]);
  expect(interval?.high).toBeCloseTo(4 * 2.0708, 3);
  expect(interval?.low).toBeCloseTo(4 / 2.0708, 3);
});

test('returns null for one value', () => {
  expect(meanInterval([5])).toBeNull();
});

/** Trials of a simulation. The standard error of a share of 99 % is then 0.16 %. */
const TRIALS = 4_000;

/** Returns the share of intervals of `count` values that cover `truth`. */
function coverage(count: number, draw: () => number, truth: number): number {
  let covered = 0;
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const interval = meanInterval(Array.from({ length: count }, draw));
    if (interval !== null && interval.low <= truth && interval.high >= truth) covered += 1;
  }
  return covered / TRIALS;
}

test.each([3, 5, 10])('covers the mean of normal values 99 %% of the time, %i values', (count) => {
  const random = seededRandom(20_260_101 + count);
  const share = coverage(count, () => 50 + 5 * normal(random), 50);
  expect(share).toBeGreaterThan(0.99 - 3 * 0.0016);
  expect(share).toBeLessThan(0.99 + 3 * 0.0016);
});

test.each([
  [5, 0.3, 0.985],
  [10, 0.7, 0.96],
])(
  'covers the mean of skewed values nearly as often, %i values of spread %f: at least %f',
  (count, spread, least) => {
    const random = seededRandom(7);
    const draw = () => Math.exp(spread * normal(random));
    expect(coverage(count, draw, Math.exp(spread ** 2 / 2))).toBeGreaterThan(least);
  },
);
