/**
 * Returns the value below which a share of the sorted values lies, interpolated linearly between neighbours (Hyndman
 * and Fan's type 7, as in R, NumPy and tinybench). The kit computes every percentile this way: in results of tools, in
 * reports, and in printed tables.
 *
 * @param sorted Ascending, at least one value.
 * @param share In [0, 1]: 0.95 is the 95th percentile.
 */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? NaN;
  const above = sorted[Math.ceil(position)] ?? NaN;
  return below + (above - below) * (position - Math.floor(position));
}
