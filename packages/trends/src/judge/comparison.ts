import { mean, studentTQuantile } from '@night-pilot/perf-kit';
import type { Interval } from '@night-pilot/perf-kit/report';
import { trimmed, trimmedSpread } from './spread.ts';

/**
 * One run against earlier ones. `log`: on the scale of logarithms, where twice as slow and twice as
 * fast weigh the same. `linear`: of values at or below zero, which have no logarithm.
 */
export interface Comparison {
  scale: 'log' | 'linear';
  /** Of the value from the centre of the earlier ones, on the scale. */
  difference: number;
  /** Standard deviation of `difference` when nothing has changed. */
  deviation: number;
  degrees: number;
  /** Of the earlier values, in their unit. */
  centre: number;
}

/**
 * Compares the value of a run with those of earlier runs. The noise of a single run and that of
 * the earlier runs' centre both count: the deviation is that of a prediction. Values at or below
 * zero are outliers like any other as long as the trimming takes them; where more of them are left,
 * or the value itself is one, the comparison is linear.
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

/** Where an outlier at or below zero lies: below all others, to be trimmed there. */
function logarithm(value: number): number {
  return value > 0 ? Math.log(value) : -Infinity;
}

/**
 * The relative change against earlier values without the outliers among them: a number to look at
 * while there are too few to say how sure it is.
 *
 * @param earlier At least one value.
 * @returns null where the change has no size, because the earlier values are at or below zero.
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

/** The relative change: 0.05 is 5 % more than before. Null where it has no size: from a centre of zero. */
export function effectOf(comparison: Comparison): number | null {
  const { centre, difference } = comparison;
  return centre === 0 && difference !== 0 ? null : relative(comparison, difference);
}

/**
 * The interval of the relative change; from a centre of zero, of the difference in its unit.
 *
 * @param level Share of such intervals that hold the true change: 0.99.
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
