import { areSteady, iterationsFor, slopesOf, STEADY_SHARE } from './slopes.ts';
import type { CountSchedule, Slopes } from './count-result.ts';

/** A full window takes at least so many instructions, some 40 ms of a core: hot code has met the optimising compiler. */
const LEAST_INSTRUCTIONS = 2 ** 27;
/** Until windows are full, each is so many times as long as the one before. */
const GROWTH = 8;
/** Full windows of which the first only warms up. */
const LEAST_FULL = 3;
/** Slopes that agree within this share need no more windows. */
const PRECISE_SHARE = 0.001;
/** After so many full windows slopes that are no more than steady have to do. */
const PATIENCE = 9;
const MOST_FULL = 25;

/** A window that processes were asked for: the same number of iterations for all. */
export interface Window {
  iterations: number;
  /** What it took in each process. */
  instructions: readonly number[];
}

export type Step =
  | { do: 'window'; iterations: number }
  /** The last `2 × group` windows make the slopes. */
  | { do: 'stop'; group: number }
  | { do: 'give up' };

/**
 * What processes that count together do next, from the windows they had: longer windows until they are
 * full by the first process (of base), then equal ones until the slopes of all processes agree. Only counts
 * decide, never time: the same code always gets the same windows.
 */
export function nextStep(windows: readonly Window[]): Step {
  const last = windows.at(-1);
  if (last === undefined) return { do: 'window', iterations: 1 };
  const { iterations } = last;
  const enough = iterationsFor(
    Math.max(1, last.instructions[0] ?? 1) / iterations,
    LEAST_INSTRUCTIONS,
  );
  if (enough > iterations) {
    return { do: 'window', iterations: Math.min(enough, iterations * GROWTH) };
  }
  const full = windows.filter((window) => window.iterations === iterations);
  if (full.length >= LEAST_FULL) {
    const share = full.length >= PATIENCE ? STEADY_SHARE : PRECISE_SHARE;
    const group = groupsOf(full).find((size) => agree(full, size, share));
    if (group !== undefined) return { do: 'stop', group };
  }
  return full.length >= MOST_FULL ? { do: 'give up' } : { do: 'window', iterations };
}

/** The windows of a count, for another version to be counted in. */
export function scheduleOf(windows: readonly Window[], group: number): CountSchedule {
  return { windows: windows.map(({ iterations }) => iterations), group };
}

/** What an iteration took in one of the processes, in the last two groups of windows. */
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

/** Sizes of groups, the largest first: some things happen in every second window, or in every fourth. */
function groupsOf(full: readonly Window[]): number[] {
  // The first full window only warms up.
  return [8, 4, 2, 1].filter((group) => 2 * group < full.length);
}

function agree(windows: readonly Window[], group: number, share: number): boolean {
  const processes = windows.at(-1)?.instructions ?? [];
  return processes.every((_count, process) =>
    areSteady(slopesOfWindows(windows, { group, process }), { share }),
  );
}
