import { median } from '@night-pilot/perf-report/median';
import { longRunVariance, noiseOfDifferences } from '../change-points/noise.ts';
import type { Comparison } from './comparison.ts';
import { MIN_EARLIER_RUNS } from './options.ts';

/** A step that the newest runs show together, though none of them may show it alone. */
export interface RecentStep extends Comparison {
  /** Number of runs since the step, the newest included. */
  runs: number;
  /** Difference in deviations, of all runs but the most extreme: largest where the step is. */
  clarity: number;
}

/** Fewest runs that show a step: a single one may be an outlier. */
const FEWEST = 2;
/** Most: a step that is not found by then has become history. */
const MOST = 8;
/** Number of comparisons of a series, over which its chance of a false alarm is spread. */
export const STEP_COMPARISONS = MOST - FEWEST + 1;
/** Earlier runs that are used at most. More than for a single run, because a mean of several is known better. */
const MOST_EARLIER = 100;
/** Up to so many runs the most extreme counts as the second one: an outlier and an ordinary run are no step. */
const FEW = 3;
/** Limit of how far one of more runs counts, in standard deviations: a few outliers among them are no step. */
const LIMIT = 3;
/** Standard deviations in a median of absolute normal values. */
const MEDIAN_OF_NORMAL = 0.6745;

/**
 * Compares the mean of the newest 2, 3, … 8 runs with the runs before the newest 8, or with the first 8 where there are fewer
 * than 16. Neighbouring runs may be correlated: the deviation is that of a mean of such runs.
 *
 * @param values Oldest first, all above 0; the newest is the run to judge.
 * @returns One comparison for each number of runs; none of fewer than 10 values.
 */
export function recentSteps(values: readonly number[]): RecentStep[] {
  const logs = Float64Array.from(values, Math.log);
  const until = Math.max(MIN_EARLIER_RUNS, logs.length - MOST);
  const earlier = logs.subarray(Math.max(0, until - MOST_EARLIER), until);
  if (logs.length < until + FEWEST) return [];
  const level = levelOf(earlier);
  const { correlation } = noiseOfDifferences(earlier);
  const variance = longRunVariance({ variance: level.deviation ** 2, correlation });
  return Array.from({ length: logs.length - until - FEWEST + 1 }, (_, more) => {
    const recent = logs.subarray(-FEWEST - more);
    return stepOf(recent, { ...level, variance, count: earlier.length });
  });
}

interface EarlierLevel {
  centre: number;
  /** Standard deviation of one run. */
  deviation: number;
  /** Variance of a mean of n runs, times n. */
  variance: number;
  /** Number of runs. */
  count: number;
}

function stepOf(
  recent: Float64Array,
  { centre, deviation, variance, count }: EarlierLevel,
): RecentStep {
  const distances = recent.map((value) => value - centre);
  const all = mean(withoutExtreme(distances));
  const error = Math.sqrt(variance * (1 / recent.length + 1 / count));
  return {
    scale: 'log',
    difference:
      recent.length > FEW
        ? mean(distances.map((distance) => limited(distance, LIMIT * deviation)))
        : all,
    deviation: error,
    clarity: error === 0 ? 0 : Math.abs(all) / error,
    degrees: count - 1,
    centre: Math.exp(centre),
    runs: recent.length,
  };
}

/** Returns the mean and the standard deviation of values, of which outliers are moved to three deviations from the median. */
function levelOf(values: Float64Array): { centre: number; deviation: number } {
  const middle = median(values);
  const distance = median(values.map((value) => Math.abs(value - middle)));
  // Where most values are equal, the few others are all the scatter there is.
  const limit = distance === 0 ? Infinity : (LIMIT * distance) / MEDIAN_OF_NORMAL;
  const kept = values.map((value) => limited(value - middle, limit));
  const centre = mean(kept);
  const squares = kept.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return { centre: middle + centre, deviation: Math.sqrt(squares / (values.length - 1)) };
}

/** Replaces the value that is furthest in the direction of the mean by the next one. */
function withoutExtreme(values: Float64Array): Float64Array {
  const direction = Math.sign(mean(values)) || 1;
  const sorted = values.toSorted((a, b) => direction * (b - a));
  sorted[0] = sorted[1] ?? NaN;
  return sorted;
}

function limited(distance: number, limit: number): number {
  return Math.min(Math.max(distance, -limit), limit);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
