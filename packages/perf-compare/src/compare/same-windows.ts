import {
  type Count,
  type CountedBenchmark,
  perIterationOf,
  type SourceFacts,
} from '@night-pilot/perf-host/count';
import type { Side } from '../versions/turn.ts';

export interface SameWindowsCosts {
  /** null: for bytes, which imports do not cost. */
  sources: Record<Side, SourceFacts | null> | null;
  durationMs: number;
  /** Base was not counted: its count is remembered. @default false */
  isRemembered?: boolean;
}

/** The counts of both versions, each by one process, in the same windows. */
export type SameWindows = Record<Side, CountedBenchmark>;

/**
 * Makes the results of counts that one process of each version made in the same windows.
 *
 * @returns null unless both versions were counted.
 */
export function countedInSameWindows(
  [base, head]: readonly (Count | null | undefined)[],
  { sources, durationMs, isRemembered = false }: SameWindowsCosts,
): SameWindows | null {
  if (base?.state !== 'counted' || head?.state !== 'counted') return null;
  const resultOf = ({ slopes, schedule }: typeof base, side: Side): CountedBenchmark => ({
    state: 'counted',
    perIteration: perIterationOf(slopes),
    repeats: [slopes],
    schedule,
    sources: sources === null ? null : sources[side],
    processes: 1,
    durationMs,
    steady: true,
    isRemembered: isRemembered && side === 'base',
  });
  return { base: resultOf(base, 'base'), head: resultOf(head, 'head') };
}
