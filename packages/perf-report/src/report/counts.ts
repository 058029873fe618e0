import type { Instrument, MeasuredMetric } from './schema.ts';

/**
 * Whether an instrument gives the same value for the same program. Elapsed time differs from one
 * quarter of an hour to the next, so that two runs alone prove nothing about it.
 */
export const IS_DETERMINISTIC: Readonly<Record<Instrument, boolean>> = {
  wall: false,
  browser: false,
  instructions: true,
  allocated: true,
  counted: true,
};

/** Of a count per iteration: no edit adds half an instruction, or half a byte. */
export const COUNT_RESOLUTION = 0.5;

type Facts = Pick<MeasuredMetric, 'instrument' | 'kind' | 'unit' | 'resolution'>;

/** Whether a metric is judged as a count: deterministic, and a number of its own, not a ratio to another. */
export function isCount({ instrument, kind }: Pick<Facts, 'instrument' | 'kind'>): boolean {
  return IS_DETERMINISTIC[instrument] && kind !== 'ratio';
}

/**
 * The difference below which two values of a metric are the same, in its unit. Reports of before
 * `resolution` existed do not tell it: their counts per iteration have the kit's own.
 *
 * @returns 0 where every difference counts.
 */
export function resolutionOf({ instrument, kind, unit, resolution }: Facts): number {
  if (resolution !== undefined) return resolution;
  const isPerIteration = instrument === 'instructions' || instrument === 'allocated';
  const isKnownUnit = unit === '1' || unit === 'bytes';
  return isPerIteration && kind !== 'ratio' && isKnownUnit ? COUNT_RESOLUTION : 0;
}

/** A value of a metric as it is shown: what the metric cannot tell from 0 is 0. */
export function shownValue(value: number, metric: Facts): number {
  return Math.abs(value) < resolutionOf(metric) ? 0 : value;
}
