import type { Sampling } from '../fork/bench-protocol.ts';

/** Amount of measuring. More forks narrow the interval; more time steadies each fork. */
export interface BenchPlan {
  /** Number of fresh processes for each test. The unit of evidence. */
  forks: number;
  /** Time spent measuring each benchmark in its first fork, in ms; the others take as many samples. */
  timeMs: number;
  /** Shortest warm-up of a benchmark, in ms. It goes on while the benchmark gets faster, for at most five times that. */
  warmupTimeMs: number;
  /** Limit of the time of a fork, in ms. */
  limitMs: number;
}

/** Plan of a full run: an interval from ten forks. */
const FULL: BenchPlan = { forks: 10, timeMs: 200, warmupTimeMs: 100, limitMs: 120_000 };

/** Plan of `--quick`: fewer forks, each as in a full run, so that the values are comparable. */
const QUICK: BenchPlan = { ...FULL, forks: 4 };

export function benchPlan(quick: boolean): BenchPlan {
  return quick ? QUICK : FULL;
}

/** Returns how each fork of a plan samples a benchmark. */
export function samplingOf(
  { timeMs, warmupTimeMs }: BenchPlan,
  { reversed }: Pick<Sampling, 'reversed'>,
): Sampling {
  return { timeMs, warmupTimeMs, minSamples: 5, reversed };
}
