import { expect, test } from 'vitest';
import {
  type IsEnough,
  nextStep,
  scheduleOf,
  slopesOfWindows,
  unsteadySlopes,
  type Window,
} from './count-schedule.ts';

/** Runs windows of processes whose cost of the k-th window is known, until there is nothing more to do. */
function run(cost: (iterations: number, index: number) => readonly number[], isEnough?: IsEnough) {
  const windows: Window[] = [];
  let step = nextStep(windows, isEnough);
  for (; step.do === 'window'; step = nextStep(windows, isEnough)) {
    const { iterations } = step;
    windows.push({ iterations, instructions: cost(iterations, windows.length) });
  }
  return { windows, sizes: windows.map(({ iterations }) => iterations), step };
}

test('windows grow to 2 ** 27 instructions, then three full ones are enough for what repeats', () => {
  const { windows, sizes, step } = run((iterations) => [200_000 * iterations]);
  expect(sizes).toEqual([1, 8, 64, 512, 1024, 1024, 1024]);
  expect(step).toEqual({ do: 'stop', group: 1 });
  expect(slopesOfWindows(windows, { group: 1, process: 0 })).toEqual([200_000, 200_000]);
  expect(scheduleOf(windows, 1)).toEqual({ windows: sizes, group: 1 });
});

test('one iteration can be a full window', () => {
  expect(run(() => [2 ** 30]).sizes).toEqual([1, 1, 1]);
});

test('code that gets faster later gets longer windows', () => {
  const { sizes } = run((iterations, index) => [(index < 6 ? 200_000 : 20_000) * iterations]);
  expect(sizes).toEqual([1, 8, 64, 512, 1024, 1024, 1024, 8192, 8192, 8192]);
});

test('what falls into every second window is evened out by groups of two', () => {
  const { windows, step } = run((iterations, index) => [
    200_000 * iterations * (index % 2 === 0 ? 1.01 : 1),
  ]);
  expect(step).toEqual({ do: 'stop', group: 2 });
  const [early, late] = slopesOfWindows(windows, { group: 2, process: 0 });
  expect(early).toBeCloseTo(201_000, 5);
  expect(late).toBeCloseTo(early, 5);
});

test('all processes have to be steady', () => {
  const { step, windows } = run((iterations, index) => [
    200_000 * iterations,
    (index < 9 ? 260_000 - 5_000 * index : 215_000) * iterations,
  ]);
  expect(step).toEqual({ do: 'stop', group: 1 });
  expect(windows.length).toBeGreaterThan(9);
});

test('slopes within 0.5 % do after nine full windows, what still moves is given up after 25', () => {
  const creeping = run((iterations, index) => [200_000 * iterations * (1 - 0.002 * index)]);
  expect(creeping.step.do).toBe('stop');
  expect(creeping.sizes.filter((size) => size === 1024)).toHaveLength(9);
  const growing = run((iterations, index) => [200_000 * iterations * 1.05 ** index]);
  expect(growing.step.do).toBe('give up');
});

test('the slowest process sizes the windows', () => {
  const { windows, sizes } = run((iterations) => [20_000 * iterations, 10_000_000 * iterations]);
  expect(sizes).toEqual([1, 8, 16, 16, 16]);
  const longest = Math.max(...windows.flatMap(({ instructions }) => instructions));
  expect(longest).toBeLessThan(2 ** 28);
});

test('two full windows are enough when they say so, steady or not', () => {
  const slopesSeen: unknown[] = [];
  const { sizes, step } = run(
    (iterations, index) => [(60_000 / (index + 1)) * iterations, 10_000_000 * iterations],
    (slopes, factor) => factor === 2 && slopesSeen.push(slopes) > 0,
  );
  expect(sizes).toEqual([1, 8, 16, 16]);
  expect(step).toEqual({ do: 'enough' });
  expect(slopesSeen).toEqual([
    [
      [20_000, 15_000],
      [1e7, 1e7],
    ],
  ]);
});

test('what takes more with every call gets windows that grow with care', () => {
  let calls = 0;
  const { windows } = run((iterations) => {
    const before = calls;
    calls += iterations;
    return [1_000 * (calls * calls - before * before)];
  });
  const taken = windows.map(({ instructions: [count = 0] }) => count);
  expect(Math.max(...taken)).toBeLessThan(2 ** 30);
});

test('no process counts more than some four billion instructions', () => {
  const { step, windows } = run((_iterations, index) => [2 ** 30 * (1 + (index % 2))]);
  expect(step).toEqual({ do: 'give up', because: 'it still moves after 3.2 billion instructions' });
  expect(windows).toHaveLength(2);
});

test('what is never steady is known by all its full windows', () => {
  const windows = Array.from({ length: 9 }, (_, index) => ({
    ...{ iterations: 10, instructions: [10 * (index % 2 === 0 ? 90 : 110)] },
  }));
  expect(unsteadySlopes(windows, 0)).toEqual([100, 100]);
  expect(unsteadySlopes(windows.slice(0, 1), 0)).toBeNull();
});

test('one full window and the one before are enough where they differ by a factor of ten', () => {
  const factors: number[] = [];
  const { sizes, step } = run(
    (iterations) => [20_000 * iterations, 10_000_000 * iterations],
    (_slopes, factor) => factors.push(factor) > 0,
  );
  expect(sizes).toEqual([1, 8, 16]);
  expect(step).toEqual({ do: 'enough' });
  expect(factors).toEqual([10]);
});
