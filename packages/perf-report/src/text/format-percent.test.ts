import { expect, test } from 'vitest';
import { formatPercent } from './format-percent.ts';

test.each([
  [0.5, '50 %'],
  [0.012_345, '1.23 %'],
  [0.001_254, '0.13 %'],
  [0.000_021_9, '0 %'],
  [0.0125, '1.25 %'],
  [0.9996, '100 %'],
  [1.234_5, '123 %'],
  [-0.05, '−5 %'],
  [0, '0 %'],
])('shows %f with at most three digits and two decimals, as %s', (share, text) => {
  expect(formatPercent(share)).toBe(text);
});

test('shows more or fewer digits when asked', () => {
  expect(formatPercent(0.9996, { digits: 4 })).toBe('99.96 %');
  expect(formatPercent(0.012_345, { digits: 2 })).toBe('1.2 %');
  expect(formatPercent(0.000_021_9, { digits: 3 })).toBe('0.00219 %');
});
