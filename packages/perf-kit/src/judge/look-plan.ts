import { PerfKitError } from '../errors.ts';

/** When the evidence of a benchmark is looked at, and what each look costs. */
export interface LookPlan {
  /** In rising order of `pairs`. The shares add up to one, in short plans to a half. */
  looks: readonly Look[];
}

export interface Look {
  /** How many counted pairs there are at this look. */
  pairs: number;
  /** Which part of the error that a claim may have is spent at this look. */
  share: number;
}

export interface LookPlanOptions {
  /** Pairs at the last look, at least `firstPairs`. @default 48 */
  maxPairs?: number;
  /**
   * Pairs at the first look. With fewer than ten, a benchmark of two speeds may have shown one of
   * them only. @default 10
   */
  firstPairs?: number;
  /** Higher keeps more of the error for the late looks. @default 2 */
  power?: number;
}

/** From one look to the next the pairs grow by about this factor. */
const GROWTH = 1.5;

/**
 * A plan with fewer pairs spends only half of the error: so few tell too little about their skewness,
 * and skewed log ratios need the other half.
 */
const SHORT_PLAN_PAIRS = 32;

/**
 * Plans the looks before anything is measured. Their numbers of pairs grow by a steady factor of about
 * a half, since looks that resemble each other share the error without a gain, and are even, so that
 * in A B B A order each arm went first equally often.
 *
 * The error is spent by the power family α·(n/N)^ρ (Kim and DeMets, Biometrika 74, 1987; spending as
 * such: Lan and DeMets, Biometrika 70, 1983).
 *
 * @throws {PerfKitError} when there is no room for the first look.
 */
export function planLooks(options: LookPlanOptions = {}): LookPlan {
  const { maxPairs = 48, firstPairs = 10, power = 2 } = options;
  if (!(firstPairs >= 3 && maxPairs >= firstPairs)) {
    throw new PerfKitError(
      'BAD_ARGUMENT',
      `Expected a budget for at least ${Math.max(3, firstPairs)} pairs of forks, got ${maxPairs}. Allow more time, or measure fewer samples in each fork.`,
    );
  }
  const steps = Math.round(Math.log(maxPairs / firstPairs) / Math.log(GROWTH));
  const counts = Array.from({ length: steps }, (_, step) =>
    nearestEven(firstPairs * (maxPairs / firstPairs) ** (step / steps)),
  );
  counts.push(maxPairs);
  const total = maxPairs < SHORT_PLAN_PAIRS ? 0.5 : 1;
  const spent = (pairs: number) => total * (pairs / maxPairs) ** power;
  return {
    looks: counts.map((pairs, index) => {
      const before = counts[index - 1];
      return { pairs, share: spent(pairs) - (before === undefined ? 0 : spent(before)) };
    }),
  };
}

function nearestEven(pairs: number): number {
  return 2 * Math.round(pairs / 2);
}
