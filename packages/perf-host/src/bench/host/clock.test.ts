import { expect, test } from 'vitest';
import { measureClock } from './clock.ts';

/** A clock that moves in steps, and whose readings take some time. */
function clockOf(stepNs: number, readingNs: number): () => number {
  let now = 0;
  return () => {
    now += readingNs;
    return Math.floor(now / stepNs) * stepNs;
  };
}

test('takes the steps of a coarse clock for its resolution', () => {
  const { resolutionNs, readingNs } = measureClock(clockOf(1000, 30));
  expect(resolutionNs).toBe(1000);
  expect(readingNs).toBeCloseTo(30, 0);
});

test('takes the time of a reading for the resolution of a fine clock', () => {
  expect(measureClock(clockOf(1, 40)).resolutionNs).toBe(40);
});

test('ignores a single slow reading', () => {
  let reading = 0;
  const clock = clockOf(1, 40);
  let lost = 0;
  const interrupted = () => {
    reading += 1;
    if (reading === 100) lost = 1e6;
    return clock() + lost;
  };
  expect(measureClock(interrupted).resolutionNs).toBe(40);
});

test('stops after one step of a clock of whole seconds', () => {
  expect(measureClock(clockOf(1e9, 1e6)).resolutionNs).toBe(1e9);
});

test("measures this machine's clock", () => {
  expect(measureClock().resolutionNs).toBeGreaterThan(0);
});
