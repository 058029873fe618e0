import { expect, test } from 'vitest';
import { parseDuration, parseShare } from './quantities.ts';

test.each([
  ['60s', 60_000],
  ['60', 60_000],
  ['500ms', 500],
  ['1.5min', 90_000],
])('parses a time of %s as %i ms', (text, ms) => {
  expect(parseDuration('--budget', text)).toBe(ms);
});

test.each(['', '0', '-1s', '5h', 'soon'])('refuses "%s" as a time', (text) => {
  expect(() => parseDuration('--budget', text)).toThrow('--budget takes a time above zero');
});

test.each([
  ['2%', 0.02],
  ['0.02', 0.02],
  ['.5 %', 0.005],
])('parses a share of %s as %f', (text, share) => {
  expect(parseShare('--min-effect', text)).toBeCloseTo(share, 12);
});

test.each(['0', '2', '100%', 'x'])('refuses "%s" as a share', (text) => {
  expect(() => parseShare('--min-effect', text)).toThrow('--min-effect takes a share');
});
