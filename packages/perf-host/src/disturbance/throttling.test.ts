import { expect, test } from 'vitest';
import { parseThrottling } from './throttling.ts';

test('reads both versions of cgroups in their own unit', () => {
  expect(parseThrottling('nr_periods 4\nnr_throttled 2\nthrottled_usec 5000\n')).toEqual({
    periods: 2,
    ms: 5,
  });
  expect(parseThrottling('nr_periods 4\nnr_throttled 2\nthrottled_time 7000000\n')).toEqual({
    periods: 2,
    ms: 7,
  });
});

test('reads zero for a group that was never stopped', () => {
  expect(parseThrottling('nr_periods 0\nnr_throttled 0\nthrottled_time 0\n')).toEqual({
    periods: 0,
    ms: 0,
  });
});

test('returns null for a group without a CPU controller', () => {
  expect(parseThrottling('usage_usec 1\nuser_usec 1\nsystem_usec 0\n')).toBeNull();
});
