import { type InspectedInGroup, LONGEST_MS, type SourceFacts } from '@night-pilot/perf-host/count';
import type { Side } from '../versions/turn.ts';
import { type IterationMs, SURE_FACTOR } from './inspect-pair.ts';

/** Versions whose iterations take over `LONG_MS` and differ by `DIFFERENT`, or by `SURE_FACTOR` at all, are not counted together. */
const LONG_MS = 250;
const DIFFERENT = 2;

/** CPU times and hashes of the code of a benchmark in both versions, found before it is counted. */
export interface InspectedBenchmark {
  iterationMs: IterationMs;
  sources: Record<Side, SourceFacts>;
}

/**
 * Joins what inspections found of both versions.
 *
 * @returns null when the versions have to be counted, or judged, in another way.
 */
export function fitTogether(
  base: InspectedInGroup | undefined,
  head: InspectedInGroup | undefined,
): InspectedBenchmark | null {
  if (base === undefined || head === undefined) return null;
  const iterationMs = { base: base.iterationMs, head: head.iterationMs };
  const [less = 0, more = 0] = Object.values(iterationMs).sort((one, other) => one - other);
  const isFar = more > SURE_FACTOR * less || (more > LONG_MS && more > DIFFERENT * less);
  if (more > LONGEST_MS || isFar) return null;
  return { iterationMs, sources: { base: base.sources, head: head.sources } };
}
