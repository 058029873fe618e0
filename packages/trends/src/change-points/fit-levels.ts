import { median } from '@night-pilot/perf-report/median';
import { bestLevels } from './best-levels.ts';
import { assumedCorrelation, longRunVariance, type Noise } from './noise.ts';
import { addSums, remainingOf, sharedSlope, type Sums, sumsOf } from './sloped-sums.ts';

/** Levels of a series, and what remains of its points around them. */
export interface Fit {
  /** First points of all levels but the first. */
  changes: number[];
  /** Steady increase from point to point in all levels. */
  slope: number;
  /** Squared distances of the points from their levels. */
  remaining: number;
  noise: Noise;
}

/** The noise and the levels depend on one another. This many times each is found from the other. */
const MOST_ROUNDS = 6;
/** A series with more changes than one in ten points has no levels. */
const FEWEST_POINTS = 10;
/** Above this correlation of the differences the points drift, and residuals of short levels would hide that. */
const DRIFTING = 0.7;

/**
 * Fits levels to points whose noise is estimated again from the residuals of each fit.
 *
 * @param first Noise before any level is known.
 * @param penalty Least squared step, in squared standard errors, that makes a change worth it.
 * @param isSloped Fit one slope for all levels.
 */
export function fitLevels(
  values: Float64Array,
  { first, penalty, isSloped }: { first: Noise; penalty: number; isSloped: boolean },
): Fit {
  let slope = isSloped ? slopeOfDistantPoints(values) : 0;
  let noise = first;
  const sums = sumsOf(values);
  let fit: Fit = { changes: [], slope, remaining: Infinity, noise };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const unit = longRunVariance(noise);
    if (unit === 0) break;
    const split = bestLevels(withoutSlope(values, slope), penalty * unit);
    if (split.length > values.length / FEWEST_POINTS) break;
    const sloped = isSloped ? worthwhile(sums, values.length, split, penalty * unit) : null;
    const changes = sloped?.changes ?? split;
    slope = sloped?.slope ?? 0;
    const residuals = residualsOf(withoutSlope(values, slope), changes);
    const isRepeated = round > 0 && changes.join() === fit.changes.join();
    fit = { changes, slope, remaining: sumOfProducts(residuals, 0), noise };
    if (isRepeated) break;
    noise = noiseOfResiduals(residuals, changes.length + (isSloped ? 2 : 1), first);
  }
  return fit;
}

/** Returns the median increase per point over an eighth of the series: a step moves only the few pairs across it. */
function slopeOfDistantPoints(values: Float64Array): number {
  const apart = Math.max(2, Math.floor(values.length / 8));
  return median(values.subarray(apart).map((value, at) => value - (values[at] ?? NaN))) / apart;
}

function withoutSlope(values: Float64Array, slope: number): Float64Array {
  return slope === 0 ? values : values.map((value, at) => value - slope * at);
}

/**
 * Leaves out the changes that the slope explains: those whose removal, with the slope fitted again, costs less than a
 * change.
 */
function worthwhile(
  sums: (from: number, to: number) => Sums,
  count: number,
  split: readonly number[],
  cost: number,
): { changes: number[]; slope: number } {
  const changes = [...split];
  const ranges = rangesOf({ length: count }, changes);
  let total = ranges.map(([from, to]) => sums(from, to)).reduce((sum, one) => addSums(sum, one));
  for (;;) {
    const without = changes.map((_, at) => {
      const [from, to, end] = [changes[at - 1] ?? 0, changes[at] ?? 0, changes[at + 1] ?? count];
      const apart = addSums(sums(from, to), sums(to, end));
      return addSums(addSums(total, apart, -1), sums(from, end));
    });
    const increases = without.map((rest) => remainingOf(rest) - remainingOf(total));
    const least = Math.min(...increases);
    const at = increases.indexOf(least);
    const rest = without[at];
    if (rest === undefined || least >= cost) return { changes, slope: sharedSlope(total) };
    changes.splice(at, 1);
    total = rest;
  }
}

function residualsOf(values: Float64Array, changes: readonly number[]): Float64Array {
  const residuals = new Float64Array(values.length);
  for (const [from, to] of rangesOf(values, changes)) {
    const level = meanOf(values, from, to);
    for (let at = from; at < to; at += 1) residuals[at] = (values[at] ?? NaN) - level;
  }
  return residuals;
}

/** @param fitted Number of levels and slopes that were fitted. Each lowers the correlation of the residuals by about 1/n. */
function noiseOfResiduals(residuals: Float64Array, fitted: number, first: Noise): Noise {
  const count = residuals.length;
  const squares = sumOfProducts(residuals, 0);
  if (squares === 0) return { variance: 0, correlation: 0 };
  const estimate = sumOfProducts(residuals, 1) / squares + fitted / count;
  const found = assumedCorrelation(estimate, count);
  const correlation = first.correlation > DRIFTING ? Math.max(found, first.correlation) : found;
  return { variance: squares / Math.max(1, count - fitted), correlation };
}

function sumOfProducts(values: Float64Array, apart: number): number {
  let sum = 0;
  for (let at = apart; at < values.length; at += 1) {
    sum += (values[at] ?? NaN) * (values[at - apart] ?? NaN);
  }
  return sum;
}

/** Returns the first point of each level and the one after its last. */
export function rangesOf(
  values: { length: number },
  changes: readonly number[],
): [from: number, to: number][] {
  const starts = [0, ...changes];
  return starts.map((from, index) => [from, starts[index + 1] ?? values.length]);
}

/** Returns the mean of the points from `from` up to, not including, `to`. */
export function meanOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at += 1) sum += values[at] ?? NaN;
  return sum / (to - from);
}
