import { expect, test } from 'vitest';
import {
  firstWindowOf,
  type IsEnough,
  nextStep,
  scheduleOf,
  shortWarmUpOf,
  slopesOfWindows,
  unsteadySlopes,
  warmUpOf,
  type Window,
} from './count-schedule.ts';

/** Runs windows of processes, whose cost of the k-th window is known, until the schedule ends. */
function run(cost: (iterations: number, index: number) => readonly number[], isEnough?: IsEnough) {
  const windows: Window[] = [];
  let step = nextStep(windows, { isEnough });
  for (; step.do === 'window'; step = nextStep(windows, { isEnough })) {
    const { iterations } = step;
    windows.push({ iterations, instructions: cost(iterations, windows.length) });
  }
  return { windows, sizes: windows.map(({ iterations }) => iterations), step };
}

test('grows windows to 2 ** 25 instructions, then stops after two full ones that agree', () => {
  const { windows, sizes, step } = run((iterations) => [200_000 * iterations]);
  expect(sizes).toEqual([1, 8, 64, 256, 256]);
  expect(step).toEqual({ do: 'stop', group: 1 });
  expect(slopesOfWindows(windows, { group: 1, process: 0 })).toEqual([200_000, 200_000]);
  const schedule = scheduleOf(windows, { warmUp: [1, 8], group: 1 });
  expect(schedule).toEqual({ warmUp: [1, 8], windows: sizes, group: 1 });
});

test('starts with a window of the given length', () => {
  expect(nextStep([], { first: 64 })).toEqual({ do: 'window', iterations: 64 });
});

test('lengthens windows four times when five do not agree', () => {
  const { sizes } = run((iterations, index) => [200_000 * iterations * (1 + 0.004 * index)]);
  expect(sizes.slice(0, 10)).toEqual([1, 8, 64, 256, 256, 256, 256, 256, 1024, 1024]);
});

test.each([
  [0.02, [1, 8, 64, 512, 2048, 2048, 2048, 2048], 64],
  [0.0199, [1, 8, 64, 512, 2048, 2048, 2048, 2048], 64],
  [20, [1, 2, 2, 2, 2], 1],
  [90, [1], 1],
])('warms up for about 0.2 s when an iteration takes %d ms', (iterationMs, warmUp, first) => {
  expect(warmUpOf(iterationMs)).toEqual(warmUp);
  expect(firstWindowOf(iterationMs)).toBe(first);
});

test.each([
  ['warmUpOf', warmUpOf, 13_000],
  ['shortWarmUpOf', shortWarmUpOf, 5_000],
] as const)(
  '%s ends well before or after the calls at which V8 compiles anew',
  (_name, plan, near) => {
    for (let iterationMs = 1e-5; iterationMs < 1_000; iterationMs *= 1.1) {
      const calls = plan(iterationMs).reduce((sum, window) => sum + window, 0);
      expect(calls < near || calls > 32_000).toBe(true);
    }
  },
);

test('takes one iteration for a full window when it is long', () => {
  expect(run(() => [2 ** 30]).sizes).toEqual([1, 1]);
});

test('lengthens windows when code gets faster', () => {
  const { sizes } = run((iterations, index) => [(index < 4 ? 200_000 : 20_000) * iterations]);
  expect(sizes).toEqual([1, 8, 64, 256, 256, 2048, 2048]);
});

test('evens out work of every second window by groups of two', () => {
  const { windows, step } = run((iterations, index) => [
    200_000 * iterations * (index % 2 === 0 ? 1.01 : 1),
  ]);
  expect(step).toEqual({ do: 'stop', group: 2 });
  const [early, late] = slopesOfWindows(windows, { group: 2, process: 0 });
  expect(early).toBeCloseTo(201_000, 5);
  expect(late).toBeCloseTo(early, 5);
});

test('goes on until all processes are steady', () => {
  const { step, windows } = run((iterations, index) => [
    200_000 * iterations,
    (index < 9 ? 260_000 - 5_000 * index : 215_000) * iterations,
  ]);
  expect(step).toEqual({ do: 'stop', group: 1 });
  expect(windows.length).toBeGreaterThan(9);
});

test('accepts slopes within 0.5 % after nine full windows, and gives up after 25', () => {
  const creeping = run((iterations, index) => [200_000 * iterations * (1 - 0.002 * index)]);
  expect(creeping.step.do).toBe('stop');
  expect(creeping.sizes.filter((size) => size === 1024)).toHaveLength(9);
  const growing = run((iterations, index) => [200_000 * iterations * 1.05 ** index]);
  expect(growing.step.do).toBe('give up');
});

test('sizes the windows by the slowest process', () => {
  const { windows, sizes } = run((iterations) => [20_000 * iterations, 10_000_000 * iterations]);
  expect(sizes).toEqual([1, 4, 4]);
  const longest = Math.max(...windows.flatMap(({ instructions }) => instructions));
  expect(longest).toBeLessThan(2 ** 28);
});

test('stops after two full windows when isEnough says so, steady or not', () => {
  const slopesSeen: unknown[] = [];
  const { sizes, step } = run(
    (iterations, index) => [(60_000 / (index + 1)) * iterations, 10_000_000 * iterations],
    (slopes, factor) => factor === 2 && slopesSeen.push(slopes) > 0,
  );
  expect(sizes).toEqual([1, 4, 4]);
  expect(step).toEqual({ do: 'enough' });
  expect(slopesSeen).toEqual([
    [
      [30_000, 20_000],
      [1e7, 1e7],
    ],
  ]);
});

test('grows windows slowly when each call takes more than the one before', () => {
  let calls = 0;
  const { windows } = run((iterations) => {
    const before = calls;
    calls += iterations;
    return [1_000 * (calls * calls - before * before)];
  });
  const taken = windows.map(({ instructions: [count = 0] }) => count);
  expect(Math.max(...taken)).toBeLessThan(2 ** 30);
});

test('stops a process at about four billion instructions', () => {
  const { step, windows } = run((_iterations, index) => [2 ** 30 * (1 + (index % 2))]);
  expect(step).toEqual({ do: 'give up', because: 'it still moves after 3.2 billion instructions' });
  expect(windows).toHaveLength(2);
});

test('averages all full windows of a count that is never steady', () => {
  const windows = Array.from({ length: 9 }, (_, index) => ({
    iterations: 10,
    instructions: [10 * (index % 2 === 0 ? 90 : 110)],
  }));
  expect(unsteadySlopes(windows, 0)).toEqual([100, 100]);
  expect(unsteadySlopes(windows.slice(0, 1), 0)).toBeNull();
});

test('stops after one full window when versions differ by a factor of ten', () => {
  const factors: number[] = [];
  const { sizes, step } = run(
    (iterations) => [20_000 * iterations, 10_000_000 * iterations],
    (_slopes, factor) => factors.push(factor) > 0,
  );
  expect(sizes).toEqual([1, 4]);
  expect(step).toEqual({ do: 'enough' });
  expect(factors).toEqual([10]);
});
