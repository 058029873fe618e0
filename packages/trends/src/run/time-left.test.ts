import { expect, test } from 'vitest';
import { timeLeft } from './time-left.ts';

const begun = { id: 'db:bench', elapsedMs: 10_000, done: 1, total: 4 };

test('is what the targets took before, less what has passed', () => {
  const durations = { 'db:bench': 30_000, 'app:load': 5_000 };
  expect(timeLeft(begun, ['app:load'], durations)).toEqual({ ms: 25_000, isLowerBound: false });
});

test('comes from the progress where nothing is known from before', () => {
  expect(timeLeft(begun, [], {})).toEqual({ ms: 30_000, isLowerBound: false });
});

test('comes from the progress where it takes longer than before', () => {
  expect(timeLeft(begun, [], { 'db:bench': 9_000 })).toEqual({ ms: 30_000, isLowerBound: false });
});

test('is a lower bound where a target was never measured', () => {
  expect(timeLeft(begun, ['app:perf'], {})).toEqual({ ms: 30_000, isLowerBound: true });
});

test('is not known before anything is', () => {
  expect(timeLeft({ ...begun, done: 0, total: 0 }, ['app:perf'], {})).toBeNull();
});
