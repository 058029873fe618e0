import type { Interval } from '@night-pilot/perf-report';
import { mean, studentTQuantile } from '@night-pilot/perf-report/stats';
import { trimmed, trimmedSpread } from './spread.ts';

/**
 * Comparison of one run with earlier ones. `log`: of the logarithms, where twice as slow and twice
 * as fast weigh the same. `linear`: of the values, because some at or below zero have no logarithm.
 */
export interface Comparison {
  scale: 'log' | 'linear';
  /** Difference between the value and the centre of the earlier ones, on the scale. */
  difference: number;
  /** Standard deviation of `difference` when nothing has changed. */
  deviation: number;
  degrees: number;
  /** Centre of the earlier values, in their unit. */
  centre: number;
}

/**
 * Compares the value of a run with those of earlier runs. The deviation is that of a prediction: it
 * holds the noise of a single run and that of the earlier runs' centre. The comparison is linear
 * when the value, or an earlier value that the trimming keeps, is at or below zero.
 *
 * @param earlier At least 5 values.
 */
export function compare(value: number, earlier: readonly number[]): Comparison {
  const isPositive = (other: number) => other > 0;
  const isLog = value > 0 && (earlier.every(isPositive) || trimmed(earlier).every(isPositive));
  const scale = isLog ? 'log' : 'linear';
  const onScale = scale === 'log' ? logarithm : (other: number) => other;
  const { centre, deviation, degrees } = trimmedSpread(earlier.map(onScale));
  return {
    scale,
    difference: onScale(value) - centre,
    deviation: deviation * Math.sqrt(1 + 1 / earlier.length),
    degrees,
    centre: scale === 'log' ? Math.exp(centre) : centre,
  };
}

/** Returns −∞ for a value at or below zero, so that it is trimmed as the lowest. */
function logarithm(value: number): number {
  return value > 0 ? Math.log(value) : -Infinity;
}

/**
 * Returns the relative change against earlier values without their outliers. It serves while there
 * are too few values for an interval.
 *
 * @param earlier At least one value.
 * @returns null when there is no relative change, because the earlier values are at or below zero.
 */
export function bareChange(value: number, earlier: readonly number[]): number | null {
  const kept = trimmed(earlier);
  if (value > 0 && kept.every((other) => other > 0)) {
    return finite(Math.expm1(Math.log(value) - mean(kept.map(Math.log))));
  }
  const centre = mean(kept);
  if (value === centre) return 0;
  return centre > 0 ? value / centre - 1 : null;
}

/** Returns the relative change: 0.05 is 5 % more than before. null when the centre is zero. */
export function effectOf(comparison: Comparison): number | null {
  const { centre, difference } = comparison;
  return centre === 0 && difference !== 0 ? null : relative(comparison, difference);
}

/**
 * Returns the interval of the relative change or, when the centre is zero, of the difference in its unit.
 *
 * @param level Share of intervals that hold the true change: 0.99.
 */
export function effectInterval(comparison: Comparison, level: number): Interval {
  const { difference, deviation, degrees } = comparison;
  const reach = deviation === 0 ? 0 : deviation * quantile((1 + level) / 2, degrees);
  return {
    low: relative(comparison, difference - reach),
    high: relative(comparison, difference + reach),
    level,
  };
}

function relative({ scale, centre }: Comparison, difference: number): number {
  if (difference === 0) return 0;
  return scale === 'log' ? finite(Math.expm1(difference)) : difference / (Math.abs(centre) || 1);
}

const quantiles = new Map<string, number>();

/** Caches quantiles: all series of a run need the same few, and each takes longer than a comparison. */
function quantile(probability: number, degrees: number): number {
  const key = `${probability} ${degrees}`;
  const known = quantiles.get(key) ?? studentTQuantile(probability, degrees);
  quantiles.set(key, known);
  return known;
}

/** Limits a change to the largest finite number: reports hold finite numbers only. */
function finite(value: number): number {
  return Math.min(value, Number.MAX_VALUE);
}
