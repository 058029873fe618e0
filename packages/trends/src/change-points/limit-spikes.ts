import { median } from '@night-pilot/perf-report/median';

/** Points on either side of a point that say where its level is. */
export const NEIGHBOURS = 5;
/** Share of points that are no spikes, and the normal quantile of their distances from the level. */
const ORDINARY = 0.9;
const ORDINARY_QUANTILE = 1.645;
/** Limit of the distance from the level, in standard deviations of ordinary points. */
const LIMIT = 2;

/** Values without spikes, and the limit that was applied. */
export interface Limited {
  values: Float64Array;
  limit: number;
}

/**
 * Moves spikes towards the median of their neighbours, to two standard deviations from it. A level that lasts is
 * its own neighbourhood and stays. The deviation comes from the smaller nine tenths of the distances, so that up to a tenth
 * of the points may be spikes, while two modes that alternate are no spikes of one another.
 */
export function limitSpikes(values: Float64Array): Limited {
  const levels = mediansOfNeighbours(values);
  const distances = values.map((value, at) => Math.abs(value - (levels[at] ?? NaN))).sort();
  const ordinary = distances[Math.floor(ORDINARY * (values.length - 1))] ?? 0;
  // The median of the neighbours scatters, too.
  const deviation = (ordinary / ORDINARY_QUANTILE) * Math.sqrt(1 + 1 / (2 * NEIGHBOURS));
  const limit = LIMIT * deviation;
  return { values: values.map((value, at) => within(value, levels[at] ?? NaN, limit)), limit };
}

/** Returns the value at a place, moved towards the median of its neighbours when it is further from it than the limit. */
export function limitSpike(values: Float64Array, at: number, limit: number): number {
  const neighbours = values.subarray(Math.max(0, at - NEIGHBOURS), at + NEIGHBOURS + 1);
  return within(values[at] ?? NaN, median(neighbours), limit);
}

function within(value: number, level: number, limit: number): number {
  return Math.min(Math.max(value, level - limit), level + limit);
}

/** Returns for each place the median of its value and its neighbours. The window is kept in order while it moves. */
function mediansOfNeighbours(values: Float64Array): Float64Array {
  const sorted: number[] = [];
  const add = (value: number) => {
    let at = sorted.length;
    while (at > 0 && (sorted[at - 1] ?? 0) > value) at -= 1;
    sorted.splice(at, 0, value);
  };
  for (const value of values.subarray(0, NEIGHBOURS)) add(value);
  return values.map((_, at) => {
    const entering = values[at + NEIGHBOURS];
    if (entering !== undefined) add(entering);
    const leaving = values[at - NEIGHBOURS - 1];
    if (leaving !== undefined) sorted.splice(sorted.indexOf(leaving), 1);
    const middle = sorted.length >> 1;
    const upper = sorted[middle] ?? NaN;
    return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
  });
}
