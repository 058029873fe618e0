import { median } from '@night-pilot/perf-report/median';
import { fitLevels, type Fit } from './fit-levels.ts';
import { limitSpikes } from './limit-spikes.ts';
import { longRunVariance, noiseOfDifferences } from './noise.ts';

/** Least gain of a fit with a slope, in squared standard errors. A step is likelier than a drift that looks like it. */
const SLOPE_PENALTY = 24;

/** The levels of a series, and what was done to its values before they were fitted. */
export interface Analysis {
  /** true: the points are logarithms, because all values are above 0. */
  isRatio: boolean;
  /** Taken away from all values, so that sums of squares keep their digits. */
  middle: number;
  /** Limit of the distance of a point from its neighbours. */
  spikeLimit: number;
  /** The points that were fitted. */
  points: Float64Array;
  fit: Fit;
}

/** @param penalty Least squared step, in squared standard errors. */
export function analyseSeries(values: readonly number[], penalty: number): Analysis {
  const isRatio = values.every((value) => value > 0);
  const scaled = Float64Array.from(values, isRatio ? Math.log : Number);
  const { values: limited, limit } = limitSpikes(scaled);
  const middle = median(limited);
  const points = limited.map((point) => point - middle);
  return { isRatio, middle, spikeLimit: limit, points, fit: bestFit(points, penalty) };
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
