import { expect, test } from 'vitest';
import { estimates, noChangePValue, repeatedInterval } from './repeated-interval.ts';

const plan = {
  looks: [
    { pairs: 3, share: 0.2, allowance: 0 },
    { pairs: 5, share: 0.8, allowance: 0 },
  ],
};

test('counts only the pairs of a look, once it has all of them', () => {
  expect(estimates([1, 3], plan)).toEqual([]);
  expect(estimates([1, 3, 2, 100], plan)).toMatchObject([{ pairs: 3, meanLogRatio: 2 }]);
  expect(estimates([-1, 1, 1, 1, 3], plan)).toMatchObject([{ pairs: 3 }, { meanLogRatio: 1 }]);
});

test('agrees with an interval worked out by hand', () => {
  const last = estimates([-1, 1, 1, 1, 3], plan).at(-1);
  if (last === undefined) throw new Error('expected a look');
  // The error of 0.0125 times 0.8 is that of a 99 % interval: 4.604 · √2 / √5 on either side.
  const interval = repeatedInterval(last, 0.9875);
  expect(interval.high).toBeCloseTo(1 + 2.9119, 3);
  expect(interval.low).toBeCloseTo(1 - 2.9119, 3);
});

test('reaches further to the side of a long tail, and never less than Student', () => {
  const [, last] = estimates([0, 0, 0, 0, 5], plan);
  if (last === undefined) throw new Error('expected a look');
  const interval = repeatedInterval(last, 0.9875);
  expect(interval.low).toBeCloseTo(1 - 4.604, 3);
  expect(interval.high).toBeGreaterThan(1 + 4.605);
});

test.each([
  ['even', [0.02, 0.04, 0.03, 0.01, 0.05]],
  ['left-skewed', [0.05, 0.05, 0.01, 0.05, 0.06]],
  ['right-skewed', [-0.05, -0.05, -0.01, -0.05, -0.06]],
])('the p-value is the error at which an interval just touches no change, %s', (_, logRatios) => {
  const looks = estimates(logRatios, plan);
  const p = noChangePValue(looks);
  expect(p).toBeLessThan(0.5);
  const gaps = looks.map((look) => {
    const { low, high } = repeatedInterval(look, 1 - p);
    return Math.max(low, -high);
  });
  expect(Math.max(...gaps)).toBeCloseTo(0, 9);
});

test('starts with a p-value of 1 that never rises', () => {
  const early = noChangePValue(estimates([0.05, 0.0501, 0.0502], plan));
  const later = noChangePValue(estimates([0.05, 0.0501, 0.0502, 0.1, -0.9], plan));
  expect(later).toBe(early);
  expect(noChangePValue([])).toBe(1);
});

test('is not certain when forks agree more closely than their clock can show', () => {
  const [look] = estimates([0.0005, 0.0005, 0.0005], plan);
  expect(look?.standardError).toBeCloseTo(0.001 / Math.sqrt(3), 12);
});
