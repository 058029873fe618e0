/** Count per iteration in one repeat, in two equal stretches one after the other. */
export interface Slopes {
  early: number;
  late: number;
}

/** Counts that are not steady have to be apart by more than this, besides what they still move: ten times the floor. */
const LEAST_APART = Math.log(1.05);
/** A count that moves against the difference, by a factor, may go on and move by this power of it. */
const AGAINST = 3;

export interface FarApartRules {
  /** Counts below this are none: see `CountRules`. */
  resolution: number;
}

/**
 * Tells whether counts that are known within a factor alone are far enough apart for a verdict. It takes the least that
 * the larger side counted and the most that the smaller one did, on logarithms, since both ran the same numbers of
 * iterations. These have to be apart by more than 5 %, by as much as either count moved, and by three times what it
 * moved against the difference: a larger side that still gets faster, or a smaller one that gets slower.
 *
 * @param base At least one repeat.
 * @param head At least one repeat.
 * @returns Which way head's count differs for sure; null where that is not sure.
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
