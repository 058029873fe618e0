import { expect, test } from 'vitest';
import { seededNormal } from '../testing/random.ts';
import { detectChangePoints } from './detect-change-points.ts';
import { GrowingSeries } from './growing-series.ts';

/** Returns times with a step of 5 % every 80 points. */
function stepped(count: number, seed: number): number[] {
  const normal = seededNormal(seed);
  return Array.from(
    { length: count },
    (_, at) => (100 + 5 * (Math.floor(at / 80) % 2)) * Math.exp(normal() / 100),
  );
}

const indexes = (points: readonly { index: number }[]) => points.map(({ index }) => index);

test.each([1, 2, 3, 4])('finds what a detection of the whole finds, seed %i', (seed) => {
  const values = stepped(400, seed);
  const series = new GrowingSeries(values.slice(0, 200));
  for (let count = 201; count <= values.length; count += 1) {
    const found = series.append(values[count - 1] ?? NaN);
    // A step of the newest few points may be seen one point earlier or later, by the noise that was estimated before.
    const isOld = (index: number) => index < count - 6;
    expect(indexes(found).filter(isOld), `${count} points`).toEqual(
      indexes(detectChangePoints(values.slice(0, count))).filter(isOld),
    );
  }
});

test('begins without values, and finds nothing in fewer than 8', () => {
  const series = new GrowingSeries([]);
  for (const value of [1, 1, 1, 1, 9, 9, 9]) expect(series.append(value)).toEqual([]);
});

test('goes on when a value at or below 0 ends the scale of ratios', () => {
  const values = stepped(100, 5);
  const series = new GrowingSeries(values);
  expect(series.append(0)).toEqual(detectChangePoints([...values, 0]));
  expect(series.append(-1)).toEqual(detectChangePoints([...values, 0, -1]));
});

test('follows a series with a drift', () => {
  const normal = seededNormal(6);
  const drifting = Array.from({ length: 120 }, (_, at) => Math.exp(at / 100 + normal() / 100));
  const series = new GrowingSeries(drifting.slice(0, 100));
  const found = drifting.slice(100).map((value) => series.append(value));
  expect(found.at(-1)).toEqual(detectChangePoints(drifting));
});

test('follows equal values, and refuses one that is not finite', () => {
  const series = new GrowingSeries(Array.from({ length: 20 }, () => 7));
  expect(series.append(7)).toEqual([]);
  expect(() => series.append(NaN)).toThrow('Expected a finite number, got NaN.');
});
