/**
 * Returns Holm's adjusted p-values (Scandinavian Journal of Statistics 6, 1979), in the order given. Where nothing
 * changed, the probability that any of them falls to `a` or below is at most `a`. With always-valid p-values that holds
 * at all times of a run together, since Holm rejects a true hypothesis only when the smallest p-value of all true ones is
 * below `a` over their number.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, index) => index);
  order.sort((a, b) => (pValues[a] ?? 1) - (pValues[b] ?? 1));
  const adjusted = pValues.map(() => 1);
  let least = 0;
  order.forEach((index, rank) => {
    least = Math.max(least, Math.min(1, (pValues[index] ?? 1) * (pValues.length - rank)));
    adjusted[index] = least;
  });
  return adjusted;
}
