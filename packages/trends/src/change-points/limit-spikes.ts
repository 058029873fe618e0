import { median } from '@night-pilot/perf-report/median';

/** Points on either side of a point that say where its level is. */
const NEIGHBOURS = 5;
/** Share of points that are no spikes, and the normal quantile of their distances from the level. */
const ORDINARY = 0.9;
const ORDINARY_QUANTILE = 1.645;
/** Limit of the distance from the level, in standard deviations of ordinary points. */
const LIMIT = 2;

/**
 * Moves spikes towards the median of their neighbours, to two standard deviations from it. A level that lasts is
 * its own neighbourhood and stays. The deviation comes from the smaller nine tenths of the distances, so that up to a tenth
 * of the points may be spikes, while two modes that alternate are no spikes of one another.
 */
export function limitSpikes(values: Float64Array): Float64Array {
  const levels = values.map((_, at) =>
    median(values.subarray(Math.max(0, at - NEIGHBOURS), at + NEIGHBOURS + 1)),
  );
  const distances = values.map((value, at) => Math.abs(value - (levels[at] ?? NaN))).sort();
  const ordinary = distances[Math.floor(ORDINARY * (values.length - 1))] ?? 0;
  // The median of the neighbours scatters, too.
  const deviation = (ordinary / ORDINARY_QUANTILE) * Math.sqrt(1 + 1 / (2 * NEIGHBOURS));
  const limit = LIMIT * deviation;
  return values.map((value, at) => {
    const level = levels[at] ?? NaN;
    return Math.min(Math.max(value, level - limit), level + limit);
  });
}
