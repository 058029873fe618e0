import { expect, test } from 'vitest';
import { binomialUpperBound } from './binomial-bound.ts';

test('solves the bound for no observation: (1 − rate)^trials = 0.05', () => {
  expect(binomialUpperBound(0, 300)).toBeCloseTo(1 - 0.05 ** (1 / 300), 10);
});

test('solves the bound for all but one: 1 − rate^trials = 0.05', () => {
  expect(binomialUpperBound(9, 10)).toBeCloseTo(0.95 ** (1 / 10), 10);
});

test('agrees with the binomial sum at the bound', () => {
  const bound = binomialUpperBound(2, 20);
  const q = 1 - bound;
  const sum = q ** 20 + 20 * bound * q ** 19 + 190 * bound ** 2 * q ** 18;
  expect(sum).toBeCloseTo(0.05, 10);
});

test('returns 1 when every trial was counted, and refuses impossible counts', () => {
  expect(binomialUpperBound(5, 5)).toBe(1);
  expect(() => binomialUpperBound(6, 5)).toThrow(RangeError);
});
