import { countBenchmark } from '../instruments/count-benchmark.ts';
import type { CountInstrument, CountResult } from '../instruments/count-result.ts';
import { type CountedArm, type CountJudgement, judgeCounts } from '../judge/judge-counts.ts';
import type { Arm } from './paired-benchmarks.ts';

export interface CountPairOptions {
  instrument: CountInstrument;
  test: readonly string[];
  benchmark: string;
  signal?: AbortSignal | undefined;
}

export interface CountedPair {
  base: CountResult;
  /** null: base could not be counted. */
  head: CountResult | null;
  /** null: a version failed. */
  judgement: CountJudgement | null;
}

/** Counts both versions of a benchmark at the same number of iterations, found out on base, and judges them. */
export async function countPair(
  { base, head }: { base: Arm; head: Arm },
  { instrument, test, benchmark, signal }: CountPairOptions,
): Promise<CountedPair> {
  const count = (arm: Arm, iterations?: number) =>
    countBenchmark({ ...arm, test: [...test], benchmark }, { instrument, iterations, signal });
  let before = await count(base);
  if (before.state !== 'counted') return { base: before, head: null, judgement: judged(before) };
  const after = await count(head, before.iterations);
  if (after.state === 'counted' && after.iterations !== before.iterations) {
    // Head would have collected garbage at base's number: base is counted at head's.
    before = await count(base, after.iterations);
  }
  return { base: before, head: after, judgement: judged(before, after) };
}

function judged(before: CountResult, after?: CountResult): CountJudgement | null {
  if (before.state === 'failed' || after?.state === 'failed') return null;
  const base = armOf(before);
  // Whatever base is, head needs no number where base has none.
  const head = after === undefined ? base : armOf(after);
  return judgeCounts({ base, head });
}

function armOf(result: Exclude<CountResult, { state: 'failed' }>): CountedArm {
  switch (result.state) {
    case 'counted': {
      const [early, late] = result.slopes;
      return { state: 'counted', repeats: [{ early, late }] };
    }
    case 'not-steady':
      return { state: 'not-steady', reason: result.reason };
    case 'refused':
    case 'unavailable':
      return { state: 'refused', reason: result.reason };
  }
}
