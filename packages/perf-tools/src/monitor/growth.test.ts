import { expect, test } from 'vitest';
import { normal, seededRandom } from '@night-pilot/perf-report/testing';
import { growthOf } from './growth.ts';

const MEBIBYTE = 2 ** 20;

/** Ten readings a second for a minute. */
function readings(valueAt: (minutes: number) => number) {
  return Array.from({ length: 600 }, (_, index) => ({
    atMs: index * 100,
    value: valueAt(index / 600),
  }));
}

test('finds a leak of 1 MiB a minute in noise of the same size', () => {
  const random = seededRandom(1);
  const leak = readings((minutes) => 50 * MEBIBYTE + MEBIBYTE * (minutes + normal(random)));
  const growth = growthOf(leak, { of: 'rssBytes' });
  expect(growth).toMatchObject({ of: 'rssBytes', isGrowing: true, minPerMinute: 0 });
  expect(growth?.interval.low).toBeLessThan(MEBIBYTE);
  expect(growth?.interval.high).toBeGreaterThan(MEBIBYTE);
  expect(growthOf(leak, { of: 'rssBytes', minPerMinute: 2 * MEBIBYTE })?.isGrowing).toBe(false);
});

test('sees no growth in a sawtooth, though its last reading is far above the first', () => {
  const random = seededRandom(2);
  const steady = readings((minutes) => 5 * MEBIBYTE * ((minutes * 7.9) % 1) + normal(random));
  expect((steady.at(-1)?.value ?? 0) - (steady[0]?.value ?? 0)).toBeGreaterThan(4 * MEBIBYTE);
  expect(growthOf(steady, { of: 'heapUsedBytes' })?.isGrowing).toBe(false);
});

test('ignores the first tenth of the time', () => {
  const growth = growthOf(
    readings((minutes) => Math.min(minutes, 0.1)),
    { of: 'rssBytes' },
  );
  expect(growth?.slopePerMinute).toBeCloseTo(0, 9);
  expect(growth?.readings).toBe(540);
});

test('returns null for too few readings', () => {
  expect(growthOf(readings(() => 1).slice(0, 21), { of: 'rssBytes' })).toBeNull();
  expect(growthOf([], { of: 'rssBytes' })).toBeNull();
});
