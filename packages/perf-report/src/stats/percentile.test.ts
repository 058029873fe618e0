import { expect, test } from 'vitest';
import { percentile } from './percentile.ts';

test('interpolates between neighbours', () => {
  expect(percentile([1, 2, 3, 4], 0.5)).toBe(2.5);
  expect(percentile([1, 2, 3, 4, 5], 0.95)).toBeCloseTo(4.8, 12);
  expect(percentile([7], 0.99)).toBe(7);
});
