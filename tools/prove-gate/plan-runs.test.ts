import { expect, test } from 'vitest';
import { planRuns } from './plan-runs.mjs';

test('spreads the busy runs evenly', () => {
  const busyRuns = planRuns({ runs: 10, busy: 3 }).flatMap((busy, index) =>
    busy ? [index + 1] : [],
  );
  expect(busyRuns).toEqual([4, 7, 10]);
});

test('keeps the cores busy in all runs or in none when asked to', () => {
  expect(planRuns({ runs: 2, busy: 2 })).toEqual([true, true]);
  expect(planRuns({ runs: 2, busy: 0 })).toEqual([false, false]);
});
