/** The time of a function in two versions. */
export interface Timed {
  base: number;
  head: number;
}

/**
 * Returns the growth of each function beyond the growth of the others: a machine that was slower for a while makes all
 * functions grow alike. The growth of the others is their weighted median ratio: half of their time is in functions that
 * changed by this factor at most.
 */
export function growthBeyondOthers<Key>(functions: ReadonlyMap<Key, Timed>): Map<Key, number> {
  const sorted = [...functions]
    .filter(([, { base, head }]) => base > 0 && head > 0)
    .map(([key, { base, head }]) => ({ key, ratio: head / base, weight: base }))
    .sort((a, b) => a.ratio - b.ratio);
  const whole = sorted.reduce((sum, { weight }) => sum + weight, 0);
  const driftWithout = (left: Key): number => {
    const own = sorted.find(({ key }) => key === left)?.weight ?? 0;
    let rest = (whole - own) / 2;
    for (const { key, ratio, weight } of sorted) {
      if (key === left) continue;
      rest -= weight;
      if (rest <= 0) return ratio;
    }
    return 1;
  };
  return new Map(
    [...functions].map(([key, { base, head }]) => [key, head / driftWithout(key) - base]),
  );
}
