import { expect, test } from 'vitest';
import { formatChange, formatDuration, formatRange, formatValue } from './format-value.ts';

test.each([
  [1_234_000, 'ns', '1.23 ms'],
  [0.43, 'ns', '0.430 ns'],
  [999.9, 'ns', '1.00 µs'],
  [15, 'ms', '15 ms'],
  [90_000, 'ms', '90 s'],
  [32.12, 'x', '32.1×'],
  [52_310, 'ops/s', '52.3k ops/s'],
  [12, 'ops/s', '12 ops/s'],
  [1, '1', '1'],
  [0.995, '1', '0.995'],
  [0.000_5, '1', '0.0005'],
  [-0.012_345, '1', '-0.0123'],
  [5_300_000, 'bytes', '5.05 MiB'],
  [0, 'ns', '0 ns'],
  [1.5e308, 's', '1.50e+308 s'],
  [-1.5e308, 'ms', '-1.50e+305 s'],
])('%f %s is %s', (value, unit, text) => {
  expect(formatValue(value, unit)).toBe(text);
});

test('formats both ends of a range in one unit', () => {
  expect(formatRange(900, 1200, 'ns')).toBe('0.900–1.20 µs');
  expect(formatRange(28.9, 35.33, 'x')).toBe('28.9–35.3×');
  expect(formatRange(-30, 240, 'ns')).toBe('-30–240 ns');
});

test('formats changes with their sign', () => {
  expect(formatChange(0)).toBe('±0 %');
  expect(formatChange(0.05)).toBe('+5.0 %');
  expect(formatChange(-0.004)).toBe('−0.40 %');
  expect(formatChange(2.5)).toBe('+250 %');
  expect(formatChange(0.99999)).toBe('+100 %');
  expect(formatChange(8.9)).toBe('+890 %');
  expect(formatChange(9)).toBe('10×');
  expect(formatChange(475.05)).toBe('476×');
});

test('formats durations as minutes and seconds', () => {
  expect(formatDuration(48_400)).toBe('48 s');
  expect(formatDuration(185_000)).toBe('3 min 05 s');
});

test.each([
  ['req\u001b[2J/s', '1.20k req [2J/s', '1.20k–1.30k req [2J/s'],
  ['requests per 5 s', '1.20k requests per 5 s', '1.20k–1.30k requests per 5 s'],
  ['constructor', '1.20k constructor', '1.20k–1.30k constructor'],
])('shows the unit %j of another tool as one harmless line', (unit, value, range) => {
  expect(formatValue(1200, unit)).toBe(value);
  expect(formatRange(1200, 1300, unit)).toBe(range);
});
