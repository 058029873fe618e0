import type { Durations } from './durations.ts';

/** Progress of the current target. */
export interface CurrentTask {
  id: string;
  elapsedMs: number;
  /** Finished units of work; 0 until the target has reported progress. */
  done: number;
  /** All units of work; 0 when the number is not known. */
  total: number;
}

/** An estimate. It is a lower bound when it leaves out targets without a known duration. */
export interface TimeLeft {
  ms: number;
  isLowerBound: boolean;
}

/**
 * Estimates how long the rest of a run takes: from the last duration of each target and, when the
 * current one has none or exceeds it, from its progress.
 *
 * @param waiting Ids of the targets that have not begun.
 * @returns null when nothing is known about any target.
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
