import type { Sampling } from '../fork/bench-protocol.ts';

/** How much is measured. More forks narrow the interval; more time steadies each fork. */
export interface BenchPlan {
  /** Fresh processes for each test. The unit of evidence. */
  forks: number;
  /** Time spent measuring each benchmark in its first fork, in ms; the others take as many samples. */
  timeMs: number;
  /** The least time spent warming it up before, in ms; up to five times that, until it is steady. */
  warmupTimeMs: number;
  /** A fork that takes longer is killed, in ms. */
  limitMs: number;
}

/** The plan of a full run: an interval from ten forks. */
const FULL: BenchPlan = { forks: 10, timeMs: 200, warmupTimeMs: 100, limitMs: 120_000 };

/** The plan of `--quick`: fewer forks, each as in a full run, so that their values are comparable. */
const QUICK: BenchPlan = { ...FULL, forks: 5 };

export function benchPlan(quick: boolean): BenchPlan {
  return quick ? QUICK : FULL;
}

/** How each fork of a plan samples a benchmark. */
export function samplingOf(
  { timeMs, warmupTimeMs }: BenchPlan,
  { reversed }: Pick<Sampling, 'reversed'>,
): Sampling {
  return { timeMs, warmupTimeMs, minSamples: 5, reversed };
}
