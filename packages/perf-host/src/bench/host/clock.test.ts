import { expect, test } from 'vitest';
import { measureClock } from './clock.ts';

/** A clock that moves in steps, and of which each reading takes a while. */
function clockOf(stepNs: number, readingNs: number): () => number {
  let now = 0;
  return () => {
    now += readingNs;
    return Math.floor(now / stepNs) * stepNs;
  };
}

test('a clock coarser than its reading has the resolution of its steps', () => {
  const { resolutionNs, readingNs } = measureClock(clockOf(1000, 30));
  expect(resolutionNs).toBe(1000);
  expect(readingNs).toBeCloseTo(30, 0);
});

test('a clock finer than its reading is as coarse as that', () => {
  expect(measureClock(clockOf(1, 40)).resolutionNs).toBe(40);
});

test('one slow reading does not decide', () => {
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

test('a clock of whole seconds ends the look after one step', () => {
  expect(measureClock(clockOf(1e9, 1e6)).resolutionNs).toBe(1e9);
});

test("this machine's clock moves", () => {
  expect(measureClock().resolutionNs).toBeGreaterThan(0);
});
