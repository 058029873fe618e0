import { median } from '@night-pilot/perf-report/median';

/** Points on either side of a point that say where its level is. */
export const NEIGHBOURS = 5;
/** Share of points that are no spikes, and the normal quantile of their distances from the level. */
const ORDINARY = 0.9;
const ORDINARY_QUANTILE = 1.645;
/** Limit of the distance from the level, in standard deviations of ordinary points. */
const LIMIT = 2;

/**
 * Moves spikes towards the median of their neighbours, to two standard deviations from it. A level that lasts is
 * its own neighbourhood and stays.
 */
export function limitSpikes(values: Float64Array, limit = spikeLimit(values)): Float64Array {
  return values.map((_, at) => limitSpike(values, at, limit));
}

/** Returns the value at a place, moved towards the median of its neighbours when it is further from it than the limit. */
export function limitSpike(values: Float64Array, at: number, limit: number): number {
  const level = levelAt(values, at);
  return Math.min(Math.max(values[at] ?? NaN, level - limit), level + limit);
}

/**
 * Returns how far a value may be from the median of its neighbours: two standard deviations. The deviation comes from the
 * smaller nine tenths of the distances, so that up to a tenth of the points may be spikes, while two modes that alternate are
 * no spikes of one another.
 */
export function spikeLimit(values: Float64Array): number {
  const distances = values.map((value, at) => Math.abs(value - levelAt(values, at))).sort();
  const ordinary = distances[Math.floor(ORDINARY * (values.length - 1))] ?? 0;
  // The median of the neighbours scatters, too.
  return LIMIT * (ordinary / ORDINARY_QUANTILE) * Math.sqrt(1 + 1 / (2 * NEIGHBOURS));
}

function levelAt(values: Float64Array, at: number): number {
  return median(values.subarray(Math.max(0, at - NEIGHBOURS), at + NEIGHBOURS + 1));
}
