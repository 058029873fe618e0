import type { Reading } from './readings.ts';

/** Bounds of a reading, from the file or from the forks of a report. */
export interface Bounds {
  lower?: number;
  upper?: number;
}

const NUMBER = String.raw`[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?`;
const PAIR = new RegExp(`^(${NUMBER})–(${NUMBER})$`);
/** One number and the text around it, such as `± 3` or `±1.25%`. */
const SINGLE = new RegExp(`^([^\\d.]*?)(${NUMBER})([^\\d.]*)$`);
const SINGLE_KEY = /^range (.*)#(.*)$/s;

/**
 * Returns the bounds of a reading: those of a foreign file, which are the counters `lower` and `upper` of its only fork,
 * else the interval of the forks' means.
 */
export function boundsOf({ forks, summary }: Reading): Bounds {
  const { lower, upper } = forks[0]?.counters ?? {};
  if (lower !== undefined || upper !== undefined) return { lower, upper };
  return summary.interval === null
    ? {}
    : { lower: summary.interval.low, upper: summary.interval.high };
}

/** Returns bounds as counters of a fork. */
export function boundCounters({ lower, upper }: Bounds): Record<string, number> {
  return { ...(lower !== undefined && { lower }), ...(upper !== undefined && { upper }) };
}

/** Returns the numbers of a `range` as counters; null unless the text has one number, or is `low–high`. */
function rangeCounters(range: string): Record<string, number> | null {
  const pair = PAIR.exec(range);
  if (pair !== null) return { lower: Number(pair[1]), upper: Number(pair[2]) };
  const single = SINGLE.exec(range);
  return single === null ? null : { [`range ${single[1]}#${single[3]}`]: Number(single[2]) };
}

/** Returns the numbers of what a file has in the place of a `range`; null unless it is a number or such a text. */
export function foreignRange(range: unknown): Record<string, number> | null {
  return typeof range === 'string' || typeof range === 'number'
    ? rangeCounters(String(range))
    : null;
}

/** Returns the `range` of a reading as it was read, else `low–high`; null when there is neither. */
export function rangeOf(reading: Reading): string | null {
  const counter = Object.entries(reading.forks[0]?.counters ?? {}).find(([key]) =>
    SINGLE_KEY.test(key),
  );
  if (counter !== undefined) {
    const [, before = '', after = ''] = SINGLE_KEY.exec(counter[0]) ?? [];
    return `${before}${counter[1]}${after}`;
  }
  const { lower, upper } = boundsOf(reading);
  return lower === undefined || upper === undefined ? null : `${lower}–${upper}`;
}
