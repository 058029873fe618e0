import type { CountInstrument } from '@night-pilot/perf-host/count';
import { stopReason } from '@night-pilot/perf-host/process';
import { type CountedPair, countPair } from './count-pair.ts';
import type { Gathered } from './gathered.ts';
import { isSurelySlower, type IterationMs, outlastedBy, slowerOf } from './inspect-pair.ts';
import type { Arm, PairedBenchmark } from '../versions/paired-benchmarks.ts';

export interface JudgeByCountsOptions {
  /** In the order in which they count. */
  instruments: readonly CountInstrument[];
  record: Gathered;
  onProgress: (instrument: CountInstrument) => void;
  /** Ends the counts when it is aborted: what was counted until then is judged. */
  signal: AbortSignal;
}

const WHAT = { instructions: 'instructions', allocated: 'allocated bytes' } as const;

/** CPU times that differ by this factor more than the instructions do are not explained by these. */
const UNEXPLAINED = 1.3;

/**
 * Counts a benchmark that both versions have by one instrument after the other, and has each judged.
 *
 * @returns Why wall has to judge it as well: an instrument could not, was left undecided, or does not explain how the
 *   times differ. null where it has not: counts said enough, or a version failed.
 */
export async function judgeByCounts(
  benchmark: PairedBenchmark & { base: Arm },
  { instruments, record, onProgress, signal }: JudgeByCountsOptions,
): Promise<string | null> {
  const { base, head, test, name } = benchmark;
  const reasons: string[] = [];
  let isRegression = false;
  let iterationMs: IterationMs | undefined;
  let unexplained: { pair: CountedPair; times: IterationMs } | null = null;
  for (const instrument of instruments) {
    onProgress(instrument);
    const isOnly = instruments.length === 1;
    const pair = await countUntil(signal, () =>
      countPair({ base, head }, { instrument, test, benchmark: name, iterationMs, signal }),
    );
    if (pair === null) {
      record.stopped(benchmark, instrument, stopReason(signal));
      continue;
    }
    record.counted(benchmark, instrument, pair);
    const { judgement } = pair;
    if (judgement === null || judgement.state === 'outlasted') return null;
    // What allocates too much for one young generation is still judged by its instructions.
    if (judgement.state === 'refused' && (instrument === 'instructions' || isOnly)) {
      reasons.push(judgement.because);
    }
    if (judgement.state === 'undecided') reasons.push(`${WHAT[instrument]} are undecided`);
    if (judgement.state === 'regression') isRegression = true;
    if (unexplained !== null && pair.iterationMs !== null) {
      // These times were taken in processes of their own.
      const because = unexplainedBecause(unexplained.pair, pair.iterationMs);
      const { side } = slowerOf(pair.iterationMs);
      if (because !== null && isSurelySlower(side, [unexplained.times, pair.iterationMs])) {
        record.outlasted(benchmark, outlastedBy(side, pair.iterationMs, because));
        return null;
      }
      if (because !== null) reasons.push(because);
    }
    if (instrument !== 'instructions' || pair.iterationMs === null) continue;
    const because = isRegression ? null : unexplainedBecause(pair, pair.iterationMs);
    if (because === null) ({ iterationMs } = pair);
    else if (isOnly) reasons.push(because);
    else unexplained = { pair, times: pair.iterationMs };
  }
  const isEnough = isRegression || signal.aborted || reasons.length === 0;
  return isEnough ? null : reasons.join(', and ');
}

/** The pair; null when the signal was aborted before anything of it was counted. */
async function countUntil(
  signal: AbortSignal,
  count: () => Promise<CountedPair>,
): Promise<CountedPair | null> {
  if (signal.aborted) return null;
  try {
    return await count();
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

/** How times differ that the instructions do not explain; null: they do, or it is not known. */
function unexplainedBecause({ judgement }: CountedPair, times: IterationMs): string | null {
  if (judgement === null || !('effect' in judgement) || judgement.effect === null) return null;
  const [time, count] = [times.head / times.base, 1 + judgement.effect];
  if (Math.abs(Math.log(time / count)) <= Math.log(UNEXPLAINED)) return null;
  return `an iteration of head took ${multiple(time)} the CPU time of base's, with ${multiple(count)} the instructions`;
}

function multiple(factor: number): string {
  return `${Number(factor.toPrecision(factor < 1 ? 2 : 3))}×`;
}
