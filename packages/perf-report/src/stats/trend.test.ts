import { expect, test } from 'vitest';
import { MEMORY_NOISES, READING_TIMES } from '../testing/memory-noises.ts';
import { seededRandom } from '../testing/random.ts';
import { trend } from './trend.ts';

const NOISES = Object.entries(MEMORY_NOISES);

/** Three standard errors below `share`: of right intervals, one seed in 700 covers less often. */
function leastShare(share: number, trials: number): number {
  return share - 3 * Math.sqrt((share * (1 - share)) / trials);
}

test.each(NOISES)('covers a slope of 0, and raises no alarm, in noise that is %s', (_, noise) => {
  const random = seededRandom(20_260_301);
  const trials = 300;
  let covered = 0;
  let alarms = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const { low, high } = trend(READING_TIMES, noise(random)).interval;
    if (low <= 0 && high >= 0) covered += 1;
    if (low > 0) alarms += 1;
  }
  expect(covered / trials).toBeGreaterThan(leastShare(0.99, trials));
  expect(alarms / trials).toBeLessThanOrEqual(0.01);
});

test.each(NOISES.slice(0, 3))('finds a slope of 1 in noise that is %s', (_, noise) => {
  const random = seededRandom(20_260_302);
  let found = 0;
  for (let trial = 0; trial < 100; trial += 1) {
    const values = noise(random).map((value, index) => value + (READING_TIMES[index] ?? NaN));
    if (trend(READING_TIMES, values).interval.low > 0) found += 1;
  }
  expect(found / 100).toBeGreaterThan(0.9);
});

test('returns the exact slope, in the unit of the times, when there is no noise', () => {
  const times = [0, 1, 3, 4, 7, 8, 10, 15, 16, 20].map((time) => 100 + time);
  const { slope, interval } = trend(
    times,
    times.map((time) => 7 - 2.5 * time),
  );
  expect(slope).toBeCloseTo(-2.5, 9);
  expect(interval.low).toBeCloseTo(-2.5, 9);
  expect(interval.high).toBeCloseTo(-2.5, 9);
});

test('returns the slope of least squares, with a wider interval for a curve', () => {
  // By hand: the slope of the squares of 0 to 10 is 10.
  const times = Array.from({ length: 11 }, (_, index) => index);
  const { slope, interval } = trend(
    times,
    times.map((time) => time ** 2),
  );
  expect(slope).toBeCloseTo(10, 9);
  expect(interval.high - interval.low).toBeGreaterThan(1);
});
