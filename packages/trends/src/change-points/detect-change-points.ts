import { median } from '@night-pilot/perf-report/median';
import { fitLevels, type Fit, meanOf, rangesOf } from './fit-levels.ts';
import { limitSpikes } from './limit-spikes.ts';
import { longRunVariance, noiseOfDifferences } from './noise.ts';
import { normalTail } from './normal-tail.ts';

/** A point from which on a series has a new level. */
export interface ChangePoint {
  /** First point of the new level, from 1 up. */
  index: number;
  /** Change of the level: as a share of the one before when all values are above 0 (0.05 is 5 % more), else in their unit. */
  magnitude: number;
  /** Probability that a series of this length without any change shows no step of this size, from 0 to 1. */
  confidence: number;
  /** First and last index at which the step may have been, with a probability of about 95 %. */
  interval: [first: number, last: number];
}

export interface ChangePointOptions {
  /**
   * Least size of a step, in its standard errors. A smaller value finds smaller steps, and more that are none.
   *
   * @default 4.2: less than one false change point in 10,000 points without a change
   */
  threshold?: number;
}

/** Shorter series have no change points. */
export const FEWEST_POINTS = 8;

const THRESHOLD = 4.2;
/** Least gain of a fit with a slope, in squared standard errors. A step is likelier than a drift that looks like it. */
const SLOPE_PENALTY = 24;
/** Places of a step that cost less more than the best one, in variances: a likelihood ratio of 95 %. */
const AS_LIKELY = 5.99;

/**
 * Finds the points from which on a series has a new level, in the whole of its history at once.
 *
 * Spikes are limited, a steady drift and correlated noise are estimated along with the levels, and a step counts when it is
 * larger than its standard error allows. Ratios count, not differences, when all values are above 0.
 *
 * @param values Finite numbers, oldest first. Fewer than 8 have no change points.
 * @returns Change points, oldest first.
 * @throws {RangeError} when a value is not finite, or the threshold is not above 0.
 */
export function detectChangePoints(
  values: readonly number[],
  { threshold = THRESHOLD }: ChangePointOptions = {},
): ChangePoint[] {
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw new RangeError(`Expected finite numbers, got ${String(values[wrong])} at ${wrong}.`);
  }
  if (!(threshold > 0)) throw new RangeError(`Expected a threshold above 0, got ${threshold}.`);
  if (values.length < FEWEST_POINTS) return [];
  const isRatio = values.every((value) => value > 0);
  const points = limitSpikes(Float64Array.from(values, isRatio ? Math.log : Number));
  // The sums of squares keep their digits when the values lie around 0.
  const middle = median(points);
  const centred = points.map((point) => point - middle);
  const fit = bestFit(centred, threshold ** 2);
  return describe(centred, fit, isRatio);
}

function bestFit(points: Float64Array, penalty: number): Fit {
  const first = noiseOfDifferences(points);
  const flat = fitLevels(points, { first, penalty, isSloped: false });
  if (flat.changes.length === 0) return flat;
  const sloped = fitLevels(points, { first, penalty, isSloped: true });
  const unit = Math.min(longRunVariance(flat.noise), longRunVariance(sloped.noise));
  const costOf = ({ remaining, changes }: Fit) => remaining / unit + penalty * changes.length;
  return costOf(sloped) + SLOPE_PENALTY < costOf(flat) ? sloped : flat;
}

function describe(points: Float64Array, fit: Fit, isRatio: boolean): ChangePoint[] {
  const { changes, slope, noise } = fit;
  const unit = longRunVariance(noise);
  const level = points.map((point, at) => point - slope * at);
  const ranges = rangesOf(points, changes);
  return changes.map((index, at) => {
    const [from, to] = [ranges[at]?.[0] ?? 0, ranges[at + 1]?.[1] ?? points.length];
    const step = meanOf(level, index, to) - meanOf(level, from, index);
    const error = Math.sqrt(unit * (1 / (index - from) + 1 / (to - index)));
    const chance = points.length * 2 * normalTail(Math.abs(step) / error);
    return {
      index,
      magnitude: isRatio ? Math.expm1(step) : step,
      confidence: 1 - Math.min(1, chance),
      interval: likelyPlaces(level, { from, to, index, most: AS_LIKELY * unit }),
    };
  });
}

interface Step {
  /** First point of the level before, the first of the new level, and the one after its last. */
  from: number;
  index: number;
  to: number;
  /** Limit of the squared distances that a place may cost more than the best one. */
  most: number;
}

function likelyPlaces(
  points: Float64Array,
  { from, index, to, most }: Step,
): [first: number, last: number] {
  const count = to - from;
  const total = meanOf(points, from, to) * count;
  const explained: number[] = [];
  let sum = 0;
  for (let at = from; at < to - 1; at += 1) {
    sum += points[at] ?? NaN;
    const before = at + 1 - from;
    explained.push(sum ** 2 / before + (total - sum) ** 2 / (count - before));
  }
  const least = (explained[index - from - 1] ?? NaN) - most;
  const first = explained.findIndex((value) => value >= least);
  const last = explained.findLastIndex((value) => value >= least);
  return [Math.min(from + 1 + first, index), Math.max(from + 1 + last, index)];
}
