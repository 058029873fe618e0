import { describe, expect, test } from 'vitest';
import { trimmed, trimmedSpread } from './spread.ts';

test.each([
  [
    [5, 1],
    [1, 5],
  ],
  [[1, 1e9, 2], [2]],
  [
    Array.from({ length: 30 }, (_, index) => 29 - index),
    Array.from({ length: 24 }, (_, index) => index + 3),
  ],
])('trimmed removes a tenth of %j, and at least one, at either end', (values, kept) => {
  expect(trimmed(values)).toEqual(kept);
});

describe('trimmedSpread', () => {
  test('trims one value of ten at either end, as calculated by hand', () => {
    // Kept 2…9: mean 5.5. Winsorised 2 2 3 4 5 6 7 8 9 9: squares 66.5, times 10, over 8 · 7.
    const { centre, deviation, degrees } = trimmedSpread([10, 2, 3, 9, 5, 6, 7, 8, 4, 1]);
    expect(centre).toBeCloseTo(5.5, 12);
    expect(deviation).toBeCloseTo(Math.sqrt(665 / 56), 12);
    expect(degrees).toBe(7);
  });

  test('is not moved by one outlier at any distance', () => {
    const quiet = [10, 11, 12, 13, 14, 15, 16, 17];
    const disturbed = [10, 11, 12, 13, 14, 15, 16, 1e9];
    expect(trimmedSpread(disturbed)).toEqual(trimmedSpread(quiet));
  });

  test('returns no deviation for equal values', () => {
    expect(trimmedSpread(Array<number>(8).fill(3))).toEqual({
      centre: 3,
      deviation: 0,
      degrees: 5,
    });
  });
});
