import type { CountInstrument } from '@night-pilot/perf-host/count';
import { unlessAborted } from '@night-pilot/perf-host/process';
import type { Arm, PairedBenchmark } from '../versions/paired-benchmarks.ts';
import { stopOf } from './budget.ts';
import type { ComparisonRecord } from './comparison-record.ts';
import { type CountedPair, countPair } from './count-pair.ts';
import { isSurelySlower, type IterationMs, outlastedBy, slowerOf } from './inspect-pair.ts';
import { unexplainedBecause } from './unexplained.ts';

export interface JudgeByCountsOptions {
  /** Instruments, in the order in which they count. */
  instruments: readonly CountInstrument[];
  /** Somebody asked for these instruments. false: they are the default, and wall time stands in for them. */
  isAskedFor: boolean;
  record: ComparisonRecord;
  onProgress: (instrument: CountInstrument) => void;
  /** Ends the counts when it is aborted: what was counted until then is judged. */
  signal: AbortSignal;
}

/** Instructions that do not explain how the CPU times differ. */
interface Unexplained {
  pair: CountedPair;
  times: IterationMs;
}

const LABELS = { instructions: 'instructions', allocated: 'allocated bytes' } as const;

/**
 * Counts a benchmark that both versions have by one instrument after the other, and has each count judged.
 *
 * @returns Why wall time should judge it as well: an instrument could not, was left undecided, or does not explain how
 *   the CPU times differ. null: no need to, because the counts decided, a version failed, or the time is over.
 */
export async function judgeByCounts(
  benchmark: PairedBenchmark & { base: Arm },
  { instruments, isAskedFor, record, onProgress, signal }: JudgeByCountsOptions,
): Promise<string | null> {
  const { base, head, test, name } = benchmark;
  const isOnly = instruments.length === 1;
  const reasons: string[] = [];
  let isRegression = false;
  let iterationMs: IterationMs | undefined;
  let unchangedBytes: CountedPair | null = null;
  let unexplained: Unexplained | null = null;
  for (const instrument of instruments) {
    onProgress(instrument);
    const known: CountedPair | null =
      instrument === 'allocated' && unexplained === null ? unchangedBytes : null;
    const pair: CountedPair | null =
      known ??
      (await unlessAborted(signal, () =>
        countPair({ base, head }, { instrument, test, benchmark: name, iterationMs, signal }),
      ));
    if (pair === null) {
      record.addNotCounted(benchmark, instrument, stopOf(signal));
      continue;
    }
    const stop = signal.aborted ? stopOf(signal) : null;
    const countedWith = known === null ? instrument : 'instructions';
    record.addCount(benchmark, instrument, { ...pair, isAskedFor, stop, countedWith });
    const { judgement } = pair;
    if (judgement === null || judgement.state === 'outlasted') return null;
    // A benchmark that allocates too much to be counted is still judged by its instructions.
    if (judgement.state === 'refused' && (instrument === 'instructions' || isOnly)) {
      reasons.push(judgement.because);
    }
    if (judgement.state === 'undecided') reasons.push(`${LABELS[instrument]} are undecided`);
    if (judgement.state === 'regression') isRegression = true;
    if (unexplained !== null && pair.iterationMs !== null) {
      // The second instrument took these times in other processes: they confirm those of the first.
      const because = unexplainedBecause(unexplained.pair, pair.iterationMs);
      const { side } = slowerOf(pair.iterationMs);
      if (because !== null && isSurelySlower(side, [unexplained.times, pair.iterationMs])) {
        record.addOutlasted(benchmark, outlastedBy(side, pair.iterationMs, because));
        return null;
      }
      if (because !== null) reasons.push(because);
    }
    if (instrument !== 'instructions' || pair.iterationMs === null) continue;
    unchangedBytes = pair.unchangedBytes ?? null;
    const because = isRegression ? null : unexplainedBecause(pair, pair.iterationMs);
    if (because === null) ({ iterationMs } = pair);
    else if (isOnly) reasons.push(because);
    else unexplained = { pair, times: pair.iterationMs };
  }
  const isEnough = isRegression || signal.aborted || reasons.length === 0;
  return isEnough ? null : reasons.join(', and ');
}
