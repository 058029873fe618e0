import { expect, test } from 'vitest';
import { arrivalTimes } from './arrival-times.ts';

test('spaces operations evenly without a ramp', () => {
  const dueAt = arrivalTimes({ rate: 4_000 });
  expect([0, 1, 4_000].map(dueAt)).toEqual([0, 0.25, 1_000]);
});

// From 0 to 100/s in one second makes 50 operations; the first half second brings a quarter of them.
test.each([
  ['upwards from 0', { from: 0, overMs: 1_000 }, 100, [12.5, 50, 60], [500, 1_000, 1_100]],
  ['upwards', { from: 100, overMs: 1_000 }, 300, [75, 200, 230], [500, 1_000, 1_100]],
  ['downwards', { from: 300, overMs: 1_000 }, 100, [125, 200, 210], [500, 1_000, 1_100]],
  ['not at all', { from: 100, overMs: 1_000 }, 100, [50, 100, 110], [500, 1_000, 1_100]],
])('ramps the rate linearly: %s', (_how, ramp, rate, indices, expected) => {
  const dueAt = arrivalTimes({ rate, ramp });
  expect(dueAt(0)).toBe(0);
  indices.forEach((index, at) => expect(dueAt(index)).toBeCloseTo(expected[at] ?? NaN, 9));
});
