/** What one clock of this process can tell apart, and what reading it costs. */
export interface Clock {
  /** Lower quartile of the steps that it was seen to make, in ns: the first readings are slow. */
  resolutionNs: number;
  /** Mean time of one reading, in ns. */
  readingNs: number;
}

const STEPS = 201;
/** Ends the look at a clock that hardly moves. */
const LIMIT_MS = 50;

/**
 * Measures a clock by reading it until it moves, again and again. A clock that is finer than the
 * time it takes to read it is as coarse as that: two readings cannot be closer together.
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
  steps.sort((one, other) => one - other);
  return {
    resolutionNs: steps[Math.floor(steps.length / 4)] ?? NaN,
    readingNs: (at - start) / readings,
  };
}

function performanceNs(): number {
  return performance.now() * 1e6;
}
