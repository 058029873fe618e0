import { regularisedBeta } from './regularised-beta.ts';

/** Quantiles that were asked for, by probability and degrees: few, and asked for with every metric of every report. */
const known = new Map<number, Map<number, number>>();
/** Degrees that are remembered of a probability. */
const MOST_KNOWN = 1_000;

/**
 * Returns the quantile of Student's t distribution: the t with P(T ≤ t) = `probability`.
 *
 * Solved by bisection on the tail, which is a regularised incomplete beta function (Abramowitz and
 * Stegun 26.7.1). Agrees with printed tables to their last digit.
 *
 * @param probability Between 0.5 and 1, exclusive: 0.995 for a two-sided 99 % interval.
 * @param degrees Degrees of freedom, at least 1.
 */
export function studentTQuantile(probability: number, degrees: number): number {
  if (!(probability > 0.5 && probability < 1) || !(degrees >= 1)) {
    throw new RangeError(
      `Expected 0.5 < probability < 1 and degrees ≥ 1, got ${probability} and ${degrees}.`,
    );
  }
  const ofProbability = known.get(probability) ?? new Map<number, number>();
  known.set(probability, ofProbability);
  let quantile = ofProbability.get(degrees);
  if (quantile === undefined) {
    quantile = solveQuantile(probability, degrees);
    if (ofProbability.size < MOST_KNOWN) ofProbability.set(degrees, quantile);
  }
  return quantile;
}

function solveQuantile(probability: number, degrees: number): number {
  let low = 0;
  let high = 1;
  const tail = 1 - probability;
  while (studentTTail(high, degrees) > tail) high *= 2;
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (studentTTail(middle, degrees) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Returns the upper tail of Student's t distribution, P(T ≥ t) for t ≥ 0. It avoids the cancellation of one minus the
 * distribution function, so that even a tail of 1e-20 is accurate.
 *
 * @param t At least 0; Infinity gives 0.
 * @param degrees Degrees of freedom, at least 1.
 */
export function studentTTail(t: number, degrees: number): number {
  return regularisedBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
}
