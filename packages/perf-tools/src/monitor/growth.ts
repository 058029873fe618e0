import type { Interval } from '@night-pilot/perf-report';
import { trend } from '@night-pilot/perf-report/stats';

export interface GrowthOptions {
  /** Least growth that matters, per minute. @default 0 */
  minPerMinute?: number;
}

/** Growth of a resource, such as the memory of a process. */
export interface Growth {
  /** Name of the resource, such as `rssBytes`. */
  of: string;
  slopePerMinute: number;
  /** Interval of the slope, at the level 0.99. */
  interval: Interval;
  /** The slowest growth that matters. */
  minPerMinute: number;
  /** Whether the whole interval lies above `minPerMinute`. */
  isGrowing: boolean;
  /** Number of readings after the warm-up. */
  readings: number;
  /** Time between the first and the last of these readings. */
  durationMs: number;
}

/** Share of the time that counts as warm-up, while caches fill and code is compiled. */
const WARM_UP_SHARE = 0.1;

/** Least number of readings for a growth. */
export const MIN_READINGS = 20;

const MS_PER_MINUTE = 60_000;

/**
 * Computes the slope of readings with an interval that allows for autocorrelated noise, see {@link trend}. It ignores
 * the first tenth of the time. The last reading minus the first would not do: two readings cannot distinguish a leak
 * from a garbage collection that is due.
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
