/** How much is measured. More forks narrow the interval; more time steadies each fork. */
export interface BenchPlan {
  /** Fresh processes for each test. The unit of evidence. */
  forks: number;
  /** Time spent measuring each benchmark in each fork, in ms. */
  timeMs: number;
  /** Time spent warming it up before, in ms. */
  warmupTimeMs: number;
  /** A fork that takes longer is killed, in ms. */
  limitMs: number;
}

/** The plan of a full run: an interval from ten forks. */
const FULL: BenchPlan = { forks: 10, timeMs: 400, warmupTimeMs: 150, limitMs: 120_000 };

/** The plan of `--quick`: enough to see whether everything can be measured. */
const QUICK: BenchPlan = { forks: 5, timeMs: 100, warmupTimeMs: 50, limitMs: 60_000 };

export function benchPlan(quick: boolean): BenchPlan {
  return quick ? QUICK : FULL;
}
