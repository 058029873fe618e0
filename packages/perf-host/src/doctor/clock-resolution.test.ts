import { expect, test } from 'vitest';
import { checkClockResolution } from './clock-resolution.ts';

test.each([
  [41, 'good'],
  [5_000, 'warn'],
  [1_000_000, 'bad'],
])('steps of %i ns are %s', (resolutionNs, state) => {
  const clock = { resolutionNs, readingNs: 30 };
  expect(checkClockResolution({ performanceNow: clock, hrtime: clock }).state).toBe(state);
});
