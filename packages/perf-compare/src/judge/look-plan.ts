import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';

/** The looks at the evidence of a benchmark, and the error that each may have. */
export interface LookPlan {
  /** In ascending order of `pairs`. The shares add up to one, in short plans to a half. */
  looks: readonly Look[];
}

export interface Look {
  /** Number of pairs that count at this look. */
  pairs: number;
  /** Share of the total error that this look may have. */
  share: number;
  /** Widens the interval to either side, as the logarithm of a ratio: few pairs may miss a speed of the program. */
  allowance: number;
}

export interface LookPlanOptions {
  /** Pairs at the last look, at least `firstPairs`. @default 48 */
  maxPairs?: number;
  /**
   * Pairs at the first look that decides effects of any size. With fewer than ten, a benchmark of two speeds may have
   * shown only one of them.
   *
   * @default 10
   */
  firstPairs?: number;
  /** A higher power keeps more of the error for late looks. @default 2 */
  power?: number;
}

/**
 * The first look, which decides large changes early. With so few pairs, a benchmark of two speeds may show one in base and
 * the other in head by chance. Therefore its interval is wider by a factor of three, which two speeds of one program do
 * not reach. It takes half a percent of the error, which the other looks do not miss.
 */
const EARLY: Look = { pairs: 4, share: 0.005, allowance: Math.log(3) };

/** From one look to the next the pairs grow by about this factor. */
const GROWTH = 1.5;

/**
 * A plan with fewer pairs spends only half of the error: few pairs show too little of their skewness, and skewed log
 * ratios need the other half.
 */
const SHORT_PLAN_PAIRS = 32;

/**
 * Plans the looks before anything is measured. Their numbers of pairs grow by about a half each time, since similar looks
 * would share the error without a gain. The numbers are even, so that in A B B A order each arm goes first equally often.
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
