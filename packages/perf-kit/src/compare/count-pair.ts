import { countBenchmark, type CountTarget } from '../instruments/count-benchmark.ts';
import { instrumentAvailability } from '../instruments/availability.ts';
import type { CountInstrument, CountResult } from '../instruments/count-result.ts';
import { type CountJudgement, judgeCounts } from '../judge/judge-counts.ts';
import { countedArmOf } from './counted-arm.ts';
import { countInstructionsOfPair } from './count-instructions-of-pair.ts';
import type { Arm } from './paired-benchmarks.ts';

export interface CountPairOptions {
  instrument: CountInstrument;
  test: readonly string[];
  benchmark: string;
  signal?: AbortSignal | undefined;
}

/** A version is null where the other one was enough to know that there is nothing to compare. */
export interface CountedPair {
  base: CountResult | null;
  head: CountResult | null;
  /** null: a version failed. */
  judgement: CountJudgement | null;
}

/** Counts both versions of a benchmark in the same windows and judges them. */
export async function countPair(
  arms: { base: Arm; head: Arm },
  { instrument, test, benchmark, signal }: CountPairOptions,
): Promise<CountedPair> {
  const availability = instrumentAvailability(instrument);
  const { base, head } = arms;
  const targetOf = (arm: Arm) => ({ ...arm, test: [...test], benchmark });
  const targets = [targetOf(base), targetOf(head)] as const;
  if (availability.state === 'unavailable') return judged(availability, null);
  const { valgrind } = availability;
  const [before, after] =
    valgrind === null
      ? await countAllocatedOfPair(targets, signal)
      : await countInstructionsOfPair(targets, { valgrind: valgrind.path, signal });
  return judged(before, after);
}

async function countAllocatedOfPair(
  [base, head]: readonly [base: CountTarget, head: CountTarget],
  signal: AbortSignal | undefined,
): Promise<[base: CountResult, head: CountResult | null]> {
  const options = { instrument: 'allocated', signal } as const;
  const before = await countBenchmark(base, options);
  if (before.state !== 'counted') return [before, null];
  const { schedule } = before;
  const after = await countBenchmark(head, { ...options, schedule });
  if (after.state !== 'counted' || after.schedule.windows[0] === schedule.windows[0]) {
    return [before, after];
  }
  // Head would have collected garbage in base's windows: base is counted in head's.
  return [await countBenchmark(base, { ...options, schedule: after.schedule }), after];
}

function judged(base: CountResult | null, head: CountResult | null): CountedPair {
  if (base?.state === 'failed' || head?.state === 'failed') return { base, head, judgement: null };
  // Whatever one version is, the other needs no number where this one has none.
  const [before, after] = [base ?? head, head ?? base];
  if (before === null || after === null) return { base, head, judgement: null };
  const judgement = judgeCounts({ base: countedArmOf(before), head: countedArmOf(after) });
  return { base, head, judgement };
}
