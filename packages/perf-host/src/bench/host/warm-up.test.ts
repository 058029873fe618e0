import { afterEach, expect, test, vi } from 'vitest';
import { warmUp } from './warm-up.ts';

const limits = { atLeastMs: 100, batchMs: 1 };

afterEach(() => void vi.restoreAllMocks());

/**
 * A function whose calls take a time that depends on the calls and the milliseconds before. It replaces the clock: only its
 * calls move it, so all durations below are computed and not measured.
 */
function timerOf(msAt: (made: number, atMs: number) => number) {
  let made = 0;
  let nowMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  return (calls: number) => {
    const startMs = nowMs;
    for (let call = 0; call < calls; call += 1) nowMs += msAt(made++, nowMs);
    const ms = nowMs - startMs;
    return { measuredMs: ms, wholeMs: ms };
  };
}

test('calls a function of constant speed steady after the shortest time, and measures a call', async () => {
  const { steady, call, durationMs } = await warmUp(
    timerOf(() => 0.25),
    limits,
  );
  expect(steady).toBe(true);
  expect(call).toEqual({ measuredMs: 0.25, wholeMs: 0.25 });
  expect(durationMs).toBeLessThan(110);
});

test('does not take interruptions for a change of speed', async () => {
  const { steady } = await warmUp(
    timerOf((made) => (made % 10 === 9 ? 50 : 2)),
    limits,
  );
  expect(steady).toBe(true);
});

test('goes on while a function gets faster, and ends soon after that', async () => {
  const { steady, call, durationMs } = await warmUp(
    timerOf((made) => Math.max(2, 20 * 0.95 ** made)),
    limits,
  );
  expect(steady).toBe(true);
  expect(call.measuredMs).toBe(2);
  expect(durationMs).toBeLessThan(450);
});

test('ends at five times the shortest time when a function gets faster all the time', async () => {
  const { steady, durationMs } = await warmUp(
    timerOf((_made, atMs) => 20 * Math.exp(-atMs / 100)),
    limits,
  );
  expect(steady).toBe(false);
  expect(durationMs).toBeGreaterThanOrEqual(500);
  expect(durationMs).toBeLessThan(525);
});

test('calls a function not steady whose times never agree, and does not wait for more', async () => {
  const { steady, durationMs } = await warmUp(
    timerOf((_made, atMs) => (Math.floor(atMs / 20) % 2 === 0 ? 2 : 3)),
    limits,
  );
  expect(steady).toBe(false);
  expect(durationMs).toBeLessThan(200);
});

test('does not judge a function whose single call outlasts the warm-up', async () => {
  const { steady } = await warmUp(
    timerOf(() => 600),
    limits,
  );
  expect(steady).toBeNull();
});
