/** Counts per iteration of one repeat, in two equal stretches one after the other. */
export interface Slopes {
  early: number;
  late: number;
}

/** Counts that are not steady must differ by more than this, beyond their own movement: ten times the floor. */
const LEAST_APART = Math.log(1.05);
/** A count that has moved against the difference by some factor may still move by this power of it. */
const AGAINST = 3;

export interface FarApartRules {
  /** Counts below this are zero, see `CountRules`. */
  resolution: number;
}

/**
 * Decides whether counts that are not steady are far enough apart for a verdict. Both versions ran the same numbers of
 * iterations, so it compares the least count of the larger side with the largest count of the smaller side, on
 * logarithms. These must differ by more than the sum of 5 %, the largest movement of either count, and three times the
 * movement against the difference: of a larger side that still gets faster, or a smaller one that gets slower.
 *
 * @param base At least one repeat.
 * @param head At least one repeat.
 * @returns Which way head's count surely differs. null: it is not sure.
 */
export function farApart(
  base: readonly Slopes[],
  head: readonly Slopes[],
  { resolution }: FarApartRules,
): 'more' | 'less' | null {
  const isMore = mostOf(head) >= mostOf(base);
  const [larger, smaller] = isMore ? [head, base] : [base, head];
  const [least, most] = [leastOf(larger), mostOf(smaller)];
  if (!(least - most >= resolution)) return null;
  const logOf = (count: number) => Math.log(Math.max(count, resolution));
  const moves = (slopes: readonly Slopes[]) =>
    slopes.map(({ early, late }) => logOf(late) - logOf(early));
  const [falling, rising] = [Math.min(0, ...moves(larger)), Math.max(0, ...moves(smaller))];
  const moved = Math.max(...[...moves(larger), ...moves(smaller)].map(Math.abs));
  const apart = logOf(least) - logOf(most);
  return apart > LEAST_APART + moved + AGAINST * (rising - falling)
    ? isMore
      ? 'more'
      : 'less'
    : null;
}

function leastOf(slopes: readonly Slopes[]): number {
  return Math.min(...slopes.flatMap(({ early, late }) => [early, late]));
}

function mostOf(slopes: readonly Slopes[]): number {
  return Math.max(...slopes.flatMap(({ early, late }) => [early, late]));
}
