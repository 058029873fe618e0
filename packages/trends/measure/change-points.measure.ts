import { defineMeasurement } from '@night-pilot/perf-kit';
import { detectChangePoints, GrowingSeries } from '../src/change-points/index.ts';
import { NOISES, noiseOf, plantedSeries } from './planted-series.ts';

const SERIES = 400;
/** A found point may be this far from the planted one, as in the Turing Change Point Dataset. */
const MARGIN = 5;

const share = { kind: 'ratio', unit: '1', better: 'higher' } as const;
const rate = { kind: 'ratio', unit: '1', better: 'lower' } as const;

/** Measures what `detectChangePoints` finds in simulated histories with planted steps, and what it finds where there is nothing. */
export default defineMeasurement({
  name: 'change points',
  limitMinutes: 10,
  metrics: {
    'mean F1 of planted steps': share,
    precision: share,
    recall: share,
    'false points in 1,000 quiet ones': rate,
    'growth from 1,000 to 10,000 points, of n log n': rate,
    'growth from 10,000 to 100,000 points, of n log n': rate,
    'a run appended to 10,000 points, of a full detection': rate,
  },
  run: async ({ progress }) => {
    const planted = scorePlanted();
    progress(1, 2);
    const [small, middle, large] = [1_000, 10_000, 100_000].map(timeOf) as [number, number, number];
    return {
      ...planted,
      'growth from 1,000 to 10,000 points, of n log n': middle / small / growth(1_000, 10_000),
      'growth from 10,000 to 100,000 points, of n log n': large / middle / growth(10_000, 100_000),
      'a run appended to 10,000 points, of a full detection': timeOfAppending(10_000) / middle,
    };
  },
});

function indexesOf(values: readonly number[]): number[] {
  return detectChangePoints(values).map(({ index }) => index);
}

function scorePlanted() {
  let sumOfF1 = 0;
  let hits = 0;
  let found = 0;
  let truths = 0;
  let quietPoints = 0;
  let quietFound = 0;
  for (let seed = 1; seed <= SERIES; seed += 1) {
    const { values, truth } = plantedSeries(NOISES[seed % NOISES.length] ?? 'independent', seed);
    const indexes = indexesOf(values);
    const own = hitsOf(truth, indexes);
    // The start of the series is a change point for everybody, as in the Turing Change Point Dataset.
    sumOfF1 += (2 * (own + 1)) / (indexes.length + truth.length + 2);
    hits += own;
    found += indexes.length;
    truths += truth.length;
    if (truth.length > 0) continue;
    quietPoints += values.length;
    quietFound += indexes.length;
  }
  return {
    'mean F1 of planted steps': sumOfF1 / SERIES,
    precision: hits / found,
    recall: hits / truths,
    'false points in 1,000 quiet ones': (1_000 * quietFound) / quietPoints,
  };
}

/** Counts planted points that have a found one near them, each found one for one planted one. */
function hitsOf(truth: readonly number[], found: readonly number[]): number {
  const left = new Set(found);
  return truth.filter((planted) => {
    const near = [...left]
      .filter((index) => Math.abs(index - planted) <= MARGIN)
      .sort((one, other) => Math.abs(one - planted) - Math.abs(other - planted))[0];
    return near !== undefined && left.delete(near);
  }).length;
}

/** Returns a series with a step every 200 points. */
function steppedSeries(length: number): number[] {
  const { factors } = noiseOf('independent', { seed: 5, length, deviation: 0.02 });
  return factors.map((factor, run) => factor * (1 + 0.05 * (Math.floor(run / 200) % 2)));
}

/** Returns the mean time of appending a twentieth of a series, with the full detection that this takes once, in ms. */
function timeOfAppending(length: number): number {
  const appended = length / 20 + 1;
  const values = steppedSeries(length + appended);
  const series = new GrowingSeries(values.slice(0, length));
  const startedAt = performance.now();
  for (const value of values.slice(length)) series.append(value);
  return (performance.now() - startedAt) / appended;
}

/** Returns the least time of nine detections in a series with a step every 200 points, in ms. */
function timeOf(length: number): number {
  const values = steppedSeries(length);
  const times = Array.from({ length: 9 }, () => {
    const startedAt = performance.now();
    detectChangePoints(values);
    return performance.now() - startedAt;
  });
  return Math.min(...times);
}

function growth(from: number, to: number): number {
  return (to * Math.log(to)) / (from * Math.log(from));
}
