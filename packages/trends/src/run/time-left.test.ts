import { expect, test } from 'vitest';
import { timeLeft } from './time-left.ts';

const begun = { id: 'db:bench', elapsedMs: 10_000, done: 1, total: 4 };

test('subtracts the elapsed time from the earlier durations', () => {
  const durations = { 'db:bench': 30_000, 'app:load': 5_000 };
  expect(timeLeft(begun, ['app:load'], durations)).toEqual({ ms: 25_000, isLowerBound: false });
});

test('uses the progress without an earlier duration', () => {
  expect(timeLeft(begun, [], {})).toEqual({ ms: 30_000, isLowerBound: false });
});

test('uses the progress when the target takes longer than before', () => {
  expect(timeLeft(begun, [], { 'db:bench': 9_000 })).toEqual({ ms: 30_000, isLowerBound: false });
});

test('is a lower bound when a target has no known duration', () => {
  expect(timeLeft(begun, ['app:perf'], {})).toEqual({ ms: 30_000, isLowerBound: true });
});

test('returns null without durations and progress', () => {
  expect(timeLeft({ ...begun, done: 0, total: 0 }, ['app:perf'], {})).toBeNull();
});
