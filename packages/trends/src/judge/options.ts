import { COUNT_RULES } from '@night-pilot/perf-kit';
import type { Instrument } from '@night-pilot/perf-kit/report';

/** Fewer earlier runs than this say too little about how far runs differ by themselves. */
export const MIN_EARLIER_RUNS = 8;

/** Of a longer history only the last runs count: machines and programs drift. */
export const MAX_EARLIER_RUNS = 30;

/** Level of the intervals that are shown, and by which a series is called unchanged. */
export const INTERVAL_LEVEL = 0.99;

/**
 * Share of unchanged runs that may raise anything. The promise is 1 %; half of it is spent, and
 * the other half covers what Student's t only approximates far out in its tail.
 */
export const ALARM_RATE = 0.01 / 2;

/** Relative changes that nobody needs to hear about. */
export const SMALLEST_EFFECT: Readonly<Record<Instrument, number>> = {
  wall: 0.05,
  browser: 0.05,
  instructions: COUNT_RULES.floor,
  allocated: COUNT_RULES.floor,
  counted: COUNT_RULES.floor,
};
