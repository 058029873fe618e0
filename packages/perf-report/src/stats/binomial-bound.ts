import { regularisedBeta } from './regularised-beta.ts';

/**
 * Returns the one-sided upper confidence bound of a rate after `count` hits in `trials`: the rate at which so few hits
 * have probability 1 − level (Clopper and Pearson, Biometrika 26, 1934). It is exact: it covers the rate with at least
 * the probability `level`.
 *
 * @param level @default 0.95
 * @returns A share in [0, 1]; 1 when every trial was counted.
 */
export function binomialUpperBound(count: number, trials: number, level = 0.95): number {
  if (!(trials >= 1) || count < 0 || count > trials) {
    throw new RangeError(`Expected 0 ≤ count ≤ trials and trials ≥ 1, got ${count} of ${trials}.`);
  }
  if (count === trials) return 1;
  let low = count / trials;
  let high = 1;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    // P(at most `count` of `trials`) at a rate of `middle`.
    const probability = regularisedBeta(1 - middle, trials - count, count + 1);
    if (probability > 1 - level) low = middle;
    else high = middle;
  }
  return high;
}
