import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';

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
  /** Widens the interval to either side, as the logarithm of a ratio: what few pairs cannot know. */
  allowance: number;
}

export interface LookPlanOptions {
  /** Pairs at the last look, at least `firstPairs`. @default 48 */
  maxPairs?: number;
  /**
   * Pairs at the first look that decides effects of any size. With fewer than ten, a benchmark of two speeds may have shown one of
   * them only. @default 10
   */
  firstPairs?: number;
  /** Higher keeps more of the error for the late looks. @default 2 */
  power?: number;
}

/**
 * A look before all others, at so few pairs that a benchmark of two speeds may have shown one in base and the other in
 * head by chance. Its interval is wider by a factor of three, at which two speeds of one program are not apart: it
 * decides large changes soon, and nothing else. Half a percent of the error is not missed by the other looks.
 */
const EARLY: Look = { pairs: 4, share: 0.005, allowance: Math.log(3) };

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
  const hasEarly = EARLY.pairs < firstPairs;
  const total = maxPairs < SHORT_PLAN_PAIRS ? 0.5 : 1;
  const early = { ...EARLY, share: EARLY.share * total };
  const later = hasEarly ? total - early.share : total;
  const spent = (pairs: number) => later * (pairs / maxPairs) ** power;
  const looks = counts.map((pairs, index): Look => {
    const before = counts[index - 1];
    const share = spent(pairs) - (before === undefined ? 0 : spent(before));
    return { pairs, share, allowance: 0 };
  });
  return { looks: hasEarly ? [early, ...looks] : looks };
}

function nearestEven(pairs: number): number {
  return 2 * Math.round(pairs / 2);
}
