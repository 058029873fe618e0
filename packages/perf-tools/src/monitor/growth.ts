import type { Interval } from '@night-pilot/perf-report';
import { trend } from '@night-pilot/perf-report/stats';

export interface GrowthOptions {
  /** Slower growth does not matter, per minute. @default 0 */
  minPerMinute?: number;
}

/** How fast something grows, such as the memory of a process. */
export interface Growth {
  /** What it is of, such as `rssBytes`. */
  of: string;
  slopePerMinute: number;
  /** Of the slope, at the level 0.99. */
  interval: Interval;
  /** The slowest growth that matters. */
  minPerMinute: number;
  /** Whether the whole interval lies above `minPerMinute`. */
  isGrowing: boolean;
  /** What it was computed from: those after the warm-up. */
  readings: number;
  /** Time between the first and the last of them. */
  durationMs: number;
}

/** The share of the time that counts as warm-up, when caches fill and code is compiled. */
const WARM_UP_SHARE = 0.1;

/** Of fewer readings a growth is not told. */
export const MIN_READINGS = 20;

const MS_PER_MINUTE = 60_000;

/**
 * The slope of readings with an interval that allows for noise that remembers, see {@link trend}; the
 * first tenth of the time is left out. Not the last reading minus the first: two readings cannot tell a leak from a
 * garbage collection that is due.
 *
 * @returns null for fewer than 20 readings after the warm-up.
 */
export function growthOf(
  readings: readonly { atMs: number; value: number }[],
  { of, minPerMinute = 0 }: GrowthOptions & { of: string },
): Growth | null {
  const [first = 0, last = 0] = [readings[0]?.atMs, readings.at(-1)?.atMs];
  const counted = readings.filter(({ atMs }) => atMs >= first + WARM_UP_SHARE * (last - first));
  if (counted.length < MIN_READINGS) return null;
  const times = counted.map(({ atMs }) => atMs / MS_PER_MINUTE);
  const { slope, interval } = trend(
    times,
    counted.map(({ value }) => value),
  );
  return {
    of,
    slopePerMinute: slope,
    interval,
    minPerMinute,
    isGrowing: interval.low > minPerMinute,
    readings: counted.length,
    durationMs: ((times.at(-1) ?? 0) - (times[0] ?? 0)) * MS_PER_MINUTE,
  };
}
