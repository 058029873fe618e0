import type { Count, CountOutcome } from './count-result.ts';
import { refusalOfSpread } from './repeat-spread.ts';
import { perIterationOf } from './slopes.ts';

export interface JoinRepeatsOptions {
  /** Largest difference at which repeats count as equal, in the unit of the counts. @default 0 */
  tolerance?: number;
}

/** Joins the counts of equal processes of one version. One that failed to count decides the outcome. */
export function joinRepeats(
  counts: readonly Count[],
  { tolerance = 0 }: JoinRepeatsOptions = {},
): CountOutcome {
  const counted = counts.filter((count) => count.state === 'counted');
  const [first] = counted;
  const uncounted = counts.find((count) => count.state !== 'counted');
  if (uncounted !== undefined) return uncounted;
  if (first === undefined) throw new Error('Expected at least one count, got none.');
  const perIteration = perIterationOf(first.slopes);
  const repeats = counted.map(({ slopes }) =>
    Math.abs(perIterationOf(slopes) - perIteration) <= tolerance ? first.slopes : slopes,
  );
  const reason = refusalOfSpread(repeats.map(perIterationOf));
  if (reason !== null) return { state: 'refused', reason };
  const { schedule } = first;
  return { state: 'counted', perIteration, repeats, schedule };
}
