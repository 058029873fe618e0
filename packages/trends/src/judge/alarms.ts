import { type Comparison, effectInterval } from './comparison.ts';

/** A comparison and the relative change below which nothing matters. */
export interface Candidate {
  comparison: Comparison;
  smallestEffect: number;
}

/** The whole interval is beyond the smallest effect that matters, on one side of zero. */
export function isBeyond({ comparison, smallestEffect }: Candidate, level: number): boolean {
  const { low, high } = effectInterval(comparison, level);
  return low > smallestEffect || high < -smallestEffect;
}

/**
 * Which of the series of a run have changed, so that at most a share `rate` of all unchanged
 * runs raises anything, however many series they have and however these depend on each other.
 *
 * Holm's step-down procedure (S. Holm, "A simple sequentially rejective multiple test
 * procedure", Scandinavian Journal of Statistics 6, 1979), written with intervals: while m
 * candidates are left, each is judged by its interval of level 1 − rate/m.
 */
export function alarmsOf<T extends Candidate>(candidates: readonly T[], rate: number): Set<T> {
  const alarms = new Set<T>();
  for (;;) {
    const left = candidates.filter((candidate) => !alarms.has(candidate));
    const found = left.filter((candidate) => isBeyond(candidate, 1 - rate / left.length));
    if (found.length === 0) return alarms;
    for (const candidate of found) alarms.add(candidate);
  }
}
