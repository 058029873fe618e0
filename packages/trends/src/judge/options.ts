import { COUNT_RULES } from '@night-pilot/perf-compare/judge';
import type { Instrument } from '@night-pilot/perf-report';

/** Earlier runs that a count needs to be judged: one, because counts repeat. */
export const MIN_EARLIER_COUNTS = 1;

/** Earlier runs that a time needs to be judged: fewer do not show how much runs scatter. */
export const MIN_EARLIER_RUNS = 8;

/** Earlier runs that are used at most: machines and programs drift. */
export const MAX_EARLIER_RUNS = 30;

/** Level of the intervals that are shown, and that decide whether a series is unchanged. */
export const INTERVAL_LEVEL = 0.99;

/**
 * Share of unchanged runs in which a single run may stand out from those before it. The promise is 1 %; half of it is kept in
 * reserve, because Student's t is only approximate far out in its tail.
 */
export const ALARM_RATE = 0.01 / 2;

/** Share of unchanged runs in which times may show a step of several runs. */
export const STEP_ALARM_RATE = 0.004;

/** Relative changes that are too small to matter. */
export const SMALLEST_EFFECT: Readonly<Record<Instrument, number>> = {
  wall: 0.05,
  browser: 0.05,
  instructions: COUNT_RULES.floor,
  allocated: COUNT_RULES.floor,
  counted: COUNT_RULES.floor,
};
