import { expect, test } from 'vitest';
import { warmUp } from './warm-up.ts';

const limits = { atLeastMs: 5, batchMs: 1 };

/** A function whose calls take as long as told by how many were made before. */
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

test('a function that keeps its speed is steady, and tells what a call takes', async () => {
  const { steady, call } = await warmUp(timerOf(() => 0.25).time, limits);
  expect(steady).toBe(true);
  expect(call).toEqual({ measuredMs: 0.25, wholeMs: 0.25 });
});

test('interruptions are no change of speed', async () => {
  const { steady } = await warmUp(timerOf((made) => (made % 10 === 9 ? 50 : 2)).time, limits);
  expect(steady).toBe(true);
});

test('one that goes on changing is said not to be steady', async () => {
  let windows = 0;
  // Slower by a tenth whenever a millisecond has passed.
  const start = performance.now();
  const { time } = timerOf(() => 2 * 1.1 ** (windows = performance.now() - start));
  const { steady } = await warmUp(time, limits);
  expect(windows).toBeGreaterThan(limits.atLeastMs);
  expect(steady).toBe(false);
});

test('one whose calls outlast the warm-up is not judged after a single one', async () => {
  const wait = async () => {
    await new Promise((resolve) => setTimeout(resolve, 40));
    return { measuredMs: 40, wholeMs: 40 };
  };
  expect((await warmUp(wait, limits)).steady).toBeNull();
});
