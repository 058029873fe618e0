import type { Instrument, MeasuredMetric } from '@night-pilot/perf-report';

/** Kinds by the common spellings of units. Any other unit is a count. */
const KINDS: readonly [RegExp, MeasuredMetric['kind']][] = [
  [/\/ ?(s|sec|second)$|^[rkMG]?[pb]ps$/i, 'throughput'],
  [/^(ns|us|µs|μs|ms|s|sec|min|(nano|micro|milli)?seconds?|minutes?)( ?\/ ?(iter|op))?$/i, 'time'],
  [/^([kmgt]i?)?(b|bytes?)$|^(kilo|mega|giga)bytes?$/i, 'size'],
  [/^(%|percent|x)$/i, 'ratio'],
];

/** Returns the kind of a value by its unit, for files without a kind. */
export function kindOfUnit(unit: string): MeasuredMetric['kind'] {
  return KINDS.find(([pattern]) => pattern.test(unit))?.[1] ?? 'count';
}

/**
 * Returns the instrument of a value by its kind, for files without an instrument. Bytes and counts, such as the size
 * of a bundle, are the same for the same code; times and rates come from a clock.
 */
export function instrumentOfKind(kind: MeasuredMetric['kind']): Instrument {
  return kind === 'size' || kind === 'count' ? 'counted' : 'wall';
}
