import { areSteady, iterationsFor, powerOfTwoBelow, slopesOf, STEADY_SHARE } from './slopes.ts';
import type { CountSchedule, Slopes } from './count-result.ts';

/** CPU time of a full window of the warm-up without Valgrind, in ms: the optimising compiler has seen hot code. */
const WARM_UP_MS = 50;
/** The same where processes count many benchmarks, in ms. */
const SHORT_WARM_UP_MS = 10;
/** Number of full windows of such a warm-up. */
const SHORT_WARM_UPS = 2;
/** Number of full windows of the warm-up. Loops of V8 are compiled anew once windows end in compiled code. */
const FULL_WARM_UPS = 4;
/**
 * V8 compiles the function around a benchmark after 15,000 to 25,000 calls, and may then inline the benchmark: a mapped list took 62,376
 * instructions before and 42,214 after. Counts on both sides of that are good, but a count must not cross it. So a warm-up
 * that would make this many calls makes many more.
 */
const NEAR_CALLS = 2 ** 14;
const FAR_CALLS = 2 ** 15;
/** CPU time of the first counted window without Valgrind, in ms. It only shows how long a full one is. */
const FIRST_WINDOW_MS = 2;
/** How windows are planned. */
export interface WindowPlan {
  /** Instructions of a full window at least. 2 ** 25 take about 10 ms of a core. */
  leastInstructions: number;
  /** Number of full windows after which the count is given up. */
  mostFull: number;
}

/** Plan for processes that count one benchmark, after a warm-up. */
export const ALONE: WindowPlan = { leastInstructions: 2 ** 25, mostFull: 25 };

/** Plan for processes that count many benchmarks. Its windows are short: what does not agree is counted alone. */
export const TOGETHER: WindowPlan = { leastInstructions: 2 ** 21, mostFull: 9 };

/** Number of full windows after which… */
const SHORT_WINDOWS = 5;
/** …they have this multiple of the least instructions: what does not agree may need longer ones. */
const LENGTHENING = 4;
/** Growth of each window over the one before until windows are full… */
const GROWTH = 8;
/** …or this growth, when an iteration takes RISING times as much as before. */
const WARY_GROWTH = 2;
const RISING = 1.5;
/** Slopes that agree within this share need no more windows. */
const PRECISE_SHARE = 0.001;
/** Number of full windows that make slopes. */
const LEAST_FULL = 2;
/** Number of full windows after which slopes need only be steady. */
const PATIENCE = 9;
/** Approximate limit of the instructions of all windows of a process: half a minute under Valgrind. */
const MOST_INSTRUCTIONS = 2 ** 32;

/**
 * Plans the windows that run before counting begins, in iterations: they grow until they take {@link WARM_UP_MS}. Their
 * lengths are powers of two, so that the clock rarely changes them.
 *
 * @param iterationMs CPU time of an iteration of the slowest process, in ms.
 */
export function warmUpOf(iterationMs: number): number[] {
  const full = powerOfTwoBelow(WARM_UP_MS / iterationMs);
  // An iteration that fills a window is warm after the first one, which every process makes before its windows.
  if (full === 1) return [1];
  const length =
    full >= NEAR_CALLS / FULL_WARM_UPS ? Math.max(full, FAR_CALLS / FULL_WARM_UPS) : full;
  return [...growingTo(length), ...Array.from({ length: FULL_WARM_UPS }, () => length)];
}

/**
 * Plans the warm-up of a benchmark in a process that warms many up before it counts them: shorter than that of a process of its
 * own.
 *
 * @param iterationMs CPU time of an iteration of the slowest process, in ms.
 */
export function shortWarmUpOf(iterationMs: number): number[] {
  const full = powerOfTwoBelow(SHORT_WARM_UP_MS / iterationMs);
  if (full === 1) return [1];
  const isNear = full >= NEAR_CALLS / (2 * SHORT_WARM_UPS);
  const length = isNear ? Math.max(full, FAR_CALLS / SHORT_WARM_UPS) : full;
  return [...growingTo(length), ...Array.from({ length: SHORT_WARM_UPS }, () => length)];
}

/** Windows of a benchmark that is warm, before the first that is counted: calls by a new test have to become usual. */
export const SETTLING: readonly number[] = [1, 8, 64];

function growingTo(length: number): number[] {
  const growing: number[] = [];
  for (let iterations = 1; iterations < length; iterations *= GROWTH) growing.push(iterations);
  return growing;
}

/** Returns the iterations of the first counted window: few, because the counts themselves decide about the others. */
export function firstWindowOf(iterationMs: number): number {
  return powerOfTwoBelow(FIRST_WINDOW_MS / iterationMs);
}

/** A window that was counted: the same number of iterations in all processes. */
export interface Window {
  iterations: number;
  /** Its instructions in each process. */
  instructions: readonly number[];
}

export type Step =
  | { do: 'window'; iterations: number }
  /** The last `2 × group` windows make the slopes, which are steady. */
  | { do: 'stop'; group: number }
  /** The last two windows are enough without being steady. */
  | { do: 'enough' }
  | { do: 'give up'; because: string };

/** Decides whether the last two windows (one pair of slopes a process) are enough: a difference by `factor` or more is. */
export type IsEnough = (slopes: readonly Slopes[], factor: number) => boolean;

/** Two full windows are enough for a difference by this factor… */
export const ENOUGH_FACTOR = 2;
/** …and one full window for this factor, if the window before has this many instructions. */
const SOON_FACTOR = 10;
const SOON_INSTRUCTIONS = 2 ** 22;

/**
 * Plans the next step of warm processes that count together, from the counted windows so far: longer windows until they are
 * full in the slowest process, then equal ones until the slopes of all processes agree. Only counts decide, never time, so
 * that the same code always gets the same windows.
 *
 * @param options `first`: iterations of the first window, 1 by default. `plan`: {@link ALONE} by default.
 */
export function nextStep(
  windows: readonly Window[],
  {
    first = 1,
    plan = ALONE,
    isEnough = () => false,
  }: { first?: number; plan?: WindowPlan; isEnough?: IsEnough | undefined } = {},
): Step {
  const last = windows.at(-1);
  if (last === undefined) return { do: 'window', iterations: first };
  const { iterations } = last;
  const longest = longestOf(last);
  const needed = iterationsFor(longest / iterations, leastInstructions(windows, plan));
  if (needed > iterations) {
    const growth = isRising(windows) ? WARY_GROWTH : GROWTH;
    return { do: 'window', iterations: Math.min(needed, iterations * growth) };
  }
  const full = windows.filter((window) => window.iterations === iterations);
  if (isSureBy(windows, full.length, isEnough)) return { do: 'enough' };
  if (full.length >= LEAST_FULL) {
    const share = full.length >= PATIENCE ? STEADY_SHARE : PRECISE_SHARE;
    const group = groupsOf(full).find((size) => agree(full, size, share));
    if (group !== undefined) return { do: 'stop', group };
  }
  if (full.length >= plan.mostFull) {
    return { do: 'give up', because: `it still moves after ${plan.mostFull} windows` };
  }
  const total = windows.reduce((sum, window) => sum + longestOf(window), 0);
  const least = full.length < LEAST_FULL ? (LEAST_FULL - full.length) * longest : longest;
  if (total + least > MOST_INSTRUCTIONS) {
    return {
      do: 'give up',
      because: `it still moves after ${(total / 1e9).toFixed(1)} billion instructions`,
    };
  }
  return { do: 'window', iterations };
}

/** Returns the least instructions of a full window, after those that did not agree so far. */
function leastInstructions(windows: readonly Window[], plan: WindowPlan): number {
  const iterations = windows.at(-1)?.iterations;
  const equal = windows.filter((window) => window.iterations === iterations);
  return plan.leastInstructions * (equal.length < SHORT_WINDOWS ? 1 : LENGTHENING);
}

function isSureBy(windows: readonly Window[], full: number, isEnough: IsEnough): boolean {
  const before = windows.at(-2);
  if (before === undefined) return false;
  const slopes = before.instructions.map((_count, process) => slopesOfLastTwo(windows, process));
  if (full > 1) return isEnough(slopes, ENOUGH_FACTOR);
  return longestOf(before) >= SOON_INSTRUCTIONS && isEnough(slopes, SOON_FACTOR);
}

/** Returns the cost of an iteration in a process in each of the last two windows, of any lengths. */
export function slopesOfLastTwo(windows: readonly Window[], process: number): Slopes {
  const [early = NaN, late = NaN] = windows
    .slice(-2)
    .map(({ iterations, instructions }) => (instructions[process] ?? NaN) / iterations);
  return [early, late];
}

/** Returns the windows of a count, to count another version in. */
export function scheduleOf(
  windows: readonly Window[],
  { warmUp, group }: Pick<CountSchedule, 'warmUp' | 'group'>,
): CountSchedule {
  return { warmUp, windows: windows.map(({ iterations }) => iterations), group };
}

/** Returns the cost of an iteration in a process, in the last two groups of windows. */
export function slopesOfWindows(
  windows: readonly Window[],
  { group, process }: { group: number; process: number },
): Slopes {
  const taken = windows.slice(-2 * group).map(({ instructions }) => instructions[process] ?? NaN);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const iterations = windows.at(-1)?.iterations ?? 1;
  const [early, late] = [sum(taken.slice(0, group)), sum(taken.slice(group))];
  return slopesOf([0, early, early + late], group * iterations);
}

/**
 * Returns the cost of an iteration in a process whose windows did not agree, over as many windows as there are.
 *
 * @returns null for fewer than two windows of the last length.
 */
export function unsteadySlopes(windows: readonly Window[], process: number): Slopes | null {
  const iterations = windows.at(-1)?.iterations;
  const full = windows.filter((window) => window.iterations === iterations);
  if (full.length < 2) return null;
  const [group = 1] = groupsOf(full);
  return slopesOfWindows(full, { group, process });
}

/** Returns true when an iteration of any process took much more in the last window than in the one before. */
function isRising(windows: readonly Window[]): boolean {
  const [before, last] = windows.slice(-2);
  if (before === undefined || last === undefined) return false;
  return last.instructions.some((count, process) => {
    const countBefore = before.instructions[process] ?? 0;
    return count / last.iterations > (RISING * countBefore) / before.iterations;
  });
}

function longestOf({ instructions }: Window): number {
  return Math.max(1, ...instructions);
}

/** Returns possible sizes of groups, largest first: some work occurs in every second or every fourth window. */
function groupsOf(full: readonly Window[]): number[] {
  return [8, 4, 2, 1].filter((group) => 2 * group <= full.length);
}

function agree(windows: readonly Window[], group: number, share: number): boolean {
  return slopesOfAll(windows, group).every((slopes) => areSteady(slopes, { share }));
}

function slopesOfAll(windows: readonly Window[], group: number): Slopes[] {
  const processes = windows.at(-1)?.instructions ?? [];
  return processes.map((_count, process) => slopesOfWindows(windows, { group, process }));
}
