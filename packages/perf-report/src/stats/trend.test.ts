import { expect, test } from 'vitest';
import { MEMORY_NOISES, READING_TIMES } from '../testing/memory-noises.ts';
import { seededRandom } from '../testing/random.ts';
import { trend } from './trend.ts';

const NOISES = Object.entries(MEMORY_NOISES);

test.each(NOISES)('noise that is %s: covers the slope, and sees none where none is', (_, noise) => {
  const random = seededRandom(20_260_301);
  const trials = 1_000;
  let covered = 0;
  let alarms = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const { low, high } = trend(READING_TIMES, noise(random)).interval;
    if (low <= 0 && high >= 0) covered += 1;
    if (low > 0) alarms += 1;
  }
  expect(covered / trials).toBeGreaterThan(0.98);
  expect(alarms / trials).toBeLessThanOrEqual(0.01);
});

test.each(NOISES.slice(0, 3))('noise that is %s: a slope of 1 is found', (_, noise) => {
  const random = seededRandom(20_260_302);
  let found = 0;
  for (let trial = 0; trial < 200; trial += 1) {
    const values = noise(random).map((value, index) => value + (READING_TIMES[index] ?? NaN));
    if (trend(READING_TIMES, values).interval.low > 0) found += 1;
  }
  expect(found / 200).toBeGreaterThan(0.9);
});

test('a slope without noise is exact, in the unit of the times, evenly spaced or not', () => {
  const times = [0, 1, 3, 4, 7, 8, 10, 15, 16, 20].map((time) => 100 + time);
  const { slope, interval } = trend(
    times,
    times.map((time) => 7 - 2.5 * time),
  );
  expect(slope).toBeCloseTo(-2.5, 9);
  expect(interval.low).toBeCloseTo(-2.5, 9);
  expect(interval.high).toBeCloseTo(-2.5, 9);
});

test('the slope is that of least squares, and a curve widens the interval', () => {
  // By hand: the slope of the squares of 0 to 10 is 10.
  const times = Array.from({ length: 11 }, (_, index) => index);
  const { slope, interval } = trend(
    times,
    times.map((time) => time ** 2),
  );
  expect(slope).toBeCloseTo(10, 9);
  expect(interval.high - interval.low).toBeGreaterThan(1);
});
