import type { CountOutcome } from './count-result.ts';
import type { Count } from './count-together.ts';
import { refusalOfSpread } from './repeat-spread.ts';
import { perIterationOf } from './slopes.ts';

export interface JoinRepeatsOptions {
  /** Repeats that differ by at most this are equal, in the unit of the counts. @default 0 */
  tolerance?: number;
}

/** Joins what equal processes counted of one version: all of it, or what is wrong with one. */
export function joinRepeats(
  counts: readonly Count[],
  { tolerance = 0 }: JoinRepeatsOptions = {},
): CountOutcome {
  const counted = counts.filter((count) => count.state === 'counted');
  const [first] = counted;
  const other = counts.find((count) => count.state !== 'counted');
  if (other !== undefined) return other;
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
