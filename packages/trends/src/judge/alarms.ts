import { type Comparison, effectInterval } from './comparison.ts';

/** A comparison, and the smallest relative change that matters. */
export interface Candidate {
  comparison: Comparison;
  smallestEffect: number;
}

/** Whether the whole interval is beyond the smallest effect that matters, on one side of zero. */
export function isBeyond({ comparison, smallestEffect }: Candidate, level: number): boolean {
  const { low, high } = effectInterval(comparison, level);
  return low > smallestEffect || high < -smallestEffect;
}

/**
 * Returns the series of a run that have changed. At most a share `rate` of all unchanged runs
 * raises an alarm, whatever their number of series and the dependence between them.
 *
 * Holm's step-down procedure (S. Holm, "A simple sequentially rejective multiple test
 * procedure", Scandinavian Journal of Statistics 6, 1979), written with intervals: while m
 * candidates are left, each is judged by its interval of level 1 − rate/m.
 *
 * @param isChanged Whether a candidate has changed by its interval of a level.
 */
export function alarmsOf<T>(
  candidates: readonly T[],
  rate: number,
  isChanged: (candidate: T, level: number) => boolean,
): Set<T> {
  const alarms = new Set<T>();
  for (;;) {
    const left = candidates.filter((candidate) => !alarms.has(candidate));
    const found = left.filter((candidate) => isChanged(candidate, 1 - rate / left.length));
    if (found.length === 0) return alarms;
    for (const candidate of found) alarms.add(candidate);
  }
}
