import { expect, test } from 'vitest';
import { refusalOfSpread } from './repeat-spread.ts';

test('refuses counts when equal runs differ by more than 0.1 %', () => {
  expect(refusalOfSpread([1000])).toBeNull();
  expect(refusalOfSpread([1000, 1000.9])).toBeNull();
  expect(refusalOfSpread([1000, 987.7])).toBe('two equal runs differ by 1.2 %: judged by wall');
});
