import type { Durations } from './durations.ts';

/** How far the target is that is being measured now. */
export interface CurrentTask {
  id: string;
  elapsedMs: number;
  /** Units of work that are done; 0 until the target has said something. */
  done: number;
  /** Units of work in all; 0 when that is not known. */
  total: number;
}

/** A guess, and whether it leaves out what was never measured before. */
export interface TimeLeft {
  ms: number;
  isLowerBound: boolean;
}

/**
 * How long the rest of a run will take: what each target took last time, and for the current
 * one, where that is unknown or exceeded, what its own progress says.
 *
 * @param waiting Ids of the targets that have not begun.
 * @returns null when nothing is known about any of it.
 */
export function timeLeft(
  current: CurrentTask,
  waiting: readonly string[],
  durations: Durations,
): TimeLeft | null {
  const guesses = [leftOf(current, durations), ...waiting.map((id) => durations[id] ?? null)];
  const known = guesses.filter((guess) => guess !== null);
  if (known.length === 0) return null;
  return {
    ms: known.reduce((sum, ms) => sum + ms, 0),
    isLowerBound: known.length < guesses.length,
  };
}

function leftOf({ id, elapsedMs, done, total }: CurrentTask, durations: Durations): number | null {
  const before = durations[id];
  if (before !== undefined && before > elapsedMs) return before - elapsedMs;
  return done > 0 && total >= done ? (elapsedMs / done) * (total - done) : null;
}
