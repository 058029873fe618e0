import { mean, studentTQuantile } from '@night-pilot/perf-kit';
import type { Interval } from '@night-pilot/perf-kit/report';
import { trimmedSpread } from './spread.ts';

/** One run against earlier ones, on the scale of logarithms. */
export interface Comparison {
  /** Logarithm of the value over the centre of the earlier ones. */
  logRatio: number;
  /** Standard deviation of `logRatio` when nothing has changed. */
  deviation: number;
  degrees: number;
}

/**
 * Compares the value of a run with those of earlier runs. The noise of a single run and that of
 * the earlier runs' centre both count: the deviation is that of a prediction.
 *
 * @param earlier At least 5 values.
 * @returns null where a value is not positive: its relative change has no meaning.
 */
export function compare(value: number, earlier: readonly number[]): Comparison | null {
  if (value <= 0 || earlier.some((other) => other <= 0)) return null;
  const { centre, deviation, degrees } = trimmedSpread(earlier.map(Math.log));
  return {
    logRatio: Math.log(value) - centre,
    deviation: deviation * Math.sqrt(1 + 1 / earlier.length),
    degrees,
  };
}

/**
 * The relative change against the geometric mean of earlier values: a number to look at while
 * there are too few of them to say how sure it is.
 *
 * @param earlier At least one value.
 * @returns null where a value is not positive.
 */
export function bareChange(value: number, earlier: readonly number[]): number | null {
  if (value <= 0 || earlier.some((other) => other <= 0)) return null;
  return finite(Math.expm1(Math.log(value) - mean(earlier.map(Math.log))));
}

/** The relative change: 0.05 is 5 % more than before. */
export function effectOf({ logRatio }: Comparison): number {
  return finite(Math.expm1(logRatio));
}

/**
 * The interval of the relative change.
 *
 * @param level Share of such intervals that hold the true change: 0.99.
 */
export function effectInterval(
  { logRatio, deviation, degrees }: Comparison,
  level: number,
): Interval {
  const reach = deviation * quantile((1 + level) / 2, degrees);
  return {
    low: finite(Math.expm1(logRatio - reach)),
    high: finite(Math.expm1(logRatio + reach)),
    level,
  };
}

const quantiles = new Map<string, number>();

/** All series of a run ask for the same few quantiles, and each takes longer than the rest of the comparison. */
function quantile(probability: number, degrees: number): number {
  const key = `${probability} ${degrees}`;
  const known = quantiles.get(key) ?? studentTQuantile(probability, degrees);
  quantiles.set(key, known);
  return known;
}

/** Reports hold finite numbers only; a change beyond them is as good as the largest. */
function finite(value: number): number {
  return Math.min(value, Number.MAX_VALUE);
}
