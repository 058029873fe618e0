import type { Instrument, MeasuredMetric } from './schema.ts';

/**
 * Whether an instrument returns the same value for the same program. Elapsed time changes from one quarter of an hour
 * to the next, so two runs alone prove nothing.
 */
export const IS_DETERMINISTIC: Readonly<Record<Instrument, boolean>> = {
  wall: false,
  browser: false,
  instructions: true,
  allocated: true,
  counted: true,
};

/** Resolution of a count per iteration: no edit adds half an instruction or half a byte. */
export const COUNT_RESOLUTION = 0.5;

type Facts = Pick<MeasuredMetric, 'instrument' | 'kind' | 'unit' | 'resolution'>;

/** Returns whether a metric is judged as a count: it is deterministic, and no ratio to another metric. */
export function isCount({ instrument, kind }: Pick<Facts, 'instrument' | 'kind'>): boolean {
  return IS_DETERMINISTIC[instrument] && kind !== 'ratio';
}

/**
 * Returns the difference below which two values of a metric count as equal, in its unit. Older reports have no
 * `resolution`: their counts per iteration have the kit's.
 *
 * @returns 0 when every difference counts.
 */
export function resolutionOf({ instrument, kind, unit, resolution }: Facts): number {
  if (resolution !== undefined) return resolution;
  const isPerIteration = instrument === 'instructions' || instrument === 'allocated';
  const isKnownUnit = unit === '1' || unit === 'bytes';
  return isPerIteration && kind !== 'ratio' && isKnownUnit ? COUNT_RESOLUTION : 0;
}

/** Returns the value to show: 0 when it is below the resolution of the metric. */
export function shownValue(value: number, metric: Facts): number {
  return Math.abs(value) < resolutionOf(metric) ? 0 : value;
}
