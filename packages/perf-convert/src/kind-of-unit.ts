import type { Instrument, MeasuredMetric } from '@night-pilot/perf-report';

/** Of units as people write them; what none fits is a count. */
const KINDS: readonly [RegExp, MeasuredMetric['kind']][] = [
  [/\/ ?(s|sec|second)$|^[rkMG]?[pb]ps$/i, 'throughput'],
  [/^(ns|us|µs|μs|ms|s|sec|min|(nano|micro|milli)?seconds?|minutes?)( ?\/ ?(iter|op))?$/i, 'time'],
  [/^([kmgt]i?)?(b|bytes?)$|^(kilo|mega|giga)bytes?$/i, 'size'],
  [/^(%|percent|x)$/i, 'ratio'],
];

/** What a value of this unit is, for files that tell a unit and no kind. */
export function kindOfUnit(unit: string): MeasuredMetric['kind'] {
  return KINDS.find(([pattern]) => pattern.test(unit))?.[1] ?? 'count';
}

/**
 * How a value of this kind was obtained, for files that do not tell it: bytes and counts are the same
 * for the same code, as the size of a bundle is; times and rates come from a clock.
 */
export function instrumentOfKind(kind: MeasuredMetric['kind']): Instrument {
  return kind === 'size' || kind === 'count' ? 'counted' : 'wall';
}
