import { expect, test } from 'vitest';
import { warmUp } from './warm-up.ts';

const limits = { atLeastMs: 5, batchMs: 1 };

/** A function whose calls take a time that depends on the number of calls before. */
function timerOf(msAt: (made: number) => number) {
  let made = 0;
  let batches = 0;
  const time = (calls: number) => {
    let ms = 0;
    for (let call = 0; call < calls; call += 1) ms += msAt(made++);
    batches += 1;
    return { measuredMs: ms, wholeMs: ms };
  };
  return { time, batches: () => batches };
}

test('calls a function of constant speed steady, and measures a call', async () => {
  const { steady, call } = await warmUp(timerOf(() => 0.25).time, limits);
  expect(steady).toBe(true);
  expect(call).toEqual({ measuredMs: 0.25, wholeMs: 0.25 });
});

test('does not take interruptions for a change of speed', async () => {
  const { steady } = await warmUp(timerOf((made) => (made % 10 === 9 ? 50 : 2)).time, limits);
  expect(steady).toBe(true);
});

test('calls a function not steady while its speed changes', async () => {
  let windows = 0;
  // Slower by a tenth whenever a millisecond has passed.
  const start = performance.now();
  const { time } = timerOf(() => 2 * 1.1 ** (windows = performance.now() - start));
  const { steady } = await warmUp(time, limits);
  expect(windows).toBeGreaterThan(limits.atLeastMs);
  expect(steady).toBe(false);
});

test('does not judge a function whose single call outlasts the warm-up', async () => {
  const wait = async () => {
    await new Promise((resolve) => setTimeout(resolve, 40));
    return { measuredMs: 40, wholeMs: 40 };
  };
  expect((await warmUp(wait, limits)).steady).toBeNull();
});
