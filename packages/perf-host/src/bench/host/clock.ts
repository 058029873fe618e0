/** Resolution of a clock of this process, and the cost of reading it. */
export interface Clock {
  /** Lower quartile of its observed steps, in ns, since the first readings are slow. */
  resolutionNs: number;
  /** Mean time of one reading, in ns. */
  readingNs: number;
}

const STEPS = 201;
/** Limit of the time spent on a clock that hardly moves, in ms. */
const LIMIT_MS = 50;

/**
 * Measures a clock by reading it until it moves, again and again. The resolution of a clock that is finer than the time of
 * a reading is that time: two readings cannot be closer together.
 *
 * @param nowNs Reads the clock, in ns. @default `performance.now()`
 */
export function measureClock(nowNs: () => number = performanceNs): Clock {
  const steps: number[] = [];
  let readings = 0;
  const start = nowNs();
  let at = start;
  while (steps.length < STEPS && at - start < LIMIT_MS * 1e6) {
    let next = nowNs();
    readings += 1;
    while (next === at) {
      next = nowNs();
      readings += 1;
    }
    steps.push(next - at);
    at = next;
  }
  steps.sort((a, b) => a - b);
  return {
    resolutionNs: steps[Math.floor(steps.length / 4)] ?? NaN,
    readingNs: (at - start) / readings,
  };
}

function performanceNs(): number {
  return performance.now() * 1e6;
}
