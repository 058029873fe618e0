import type { Count, GroupCount } from '@night-pilot/perf-host/count';
import type { CountedList } from '../remembered/list-hashes.ts';
import type { RememberedCount, RememberedCounts } from '../remembered/remembered-counts.ts';
import type { Side } from '../versions/turn.ts';
import type { InspectedBenchmark } from './fit-together.ts';

/** Puts base's remembered count before head's. */
export function withRemembered(remembered: RememberedCount, head: GroupCount): GroupCount {
  const { schedule, instructions, allocated } = remembered;
  const counted = (slopes: RememberedCount['instructions']): Count => ({
    state: 'counted',
    slopes,
    schedule,
  });
  return {
    ...head,
    instructions: [counted(instructions), ...head.instructions],
    allocated: [allocated === null ? null : counted(allocated), ...head.allocated],
  };
}

export interface ToRememberOptions extends Pick<CountedList, 'benchmarks'> {
  side: Side;
  /** Index of the version among those that were counted. */
  at: number;
}

/** Returns the counts of a version as they are remembered. Those that are no good to judge by are left out. */
export function toRemember(
  inspected: ReadonlyMap<number, InspectedBenchmark>,
  counts: ReadonlyMap<number, GroupCount>,
  { benchmarks, side, at }: ToRememberOptions,
): RememberedCounts {
  return benchmarks.map((_name, index) => {
    const [facts, count] = [inspected.get(index), counts.get(index)];
    const [instructions, allocated] = [count?.instructions[at], count?.allocated[at]];
    if (facts === undefined || instructions?.state !== 'counted') return null;
    const { slopes, schedule } = instructions;
    return {
      iterationMs: facts.iterationMs[side],
      sources: facts.sources[side],
      schedule,
      instructions: slopes,
      allocated: allocated?.state === 'counted' ? allocated.slopes : null,
    };
  });
}
