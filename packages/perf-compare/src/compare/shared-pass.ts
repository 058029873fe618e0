import { type CountInstrument, instrumentAvailability } from '@night-pilot/perf-host/count';
import { COUNT_RULES, judgeCounts } from '../judge/judge-counts.ts';
import type { Arm, PairedBenchmark } from '../versions/paired-benchmarks.ts';
import { type CountedInFile, countFile, type CountFileOptions } from './count-file.ts';
import type { CountedPair } from './count-pair.ts';
import { countedArmOf } from './counted-arm.ts';
import type { IterationMs } from './inspect-pair.ts';
import { leastTimes } from './least-times.ts';
import { countedInSameWindows } from './same-windows.ts';
import { unexplainedBecause } from './unexplained.ts';

/** A benchmark that both versions have, and the instruments that have to find it unchanged. */
export interface SharedBenchmark {
  benchmark: PairedBenchmark;
  base: Arm;
  instruments: readonly CountInstrument[];
}

export interface SharedPassOptions {
  /** Time on the clock for each benchmark, in ms. @default no limit */
  limitMs?: number | undefined;
  /** Ends the pass when it is aborted. What was found until then is the result. */
  signal: AbortSignal;
  onProgress?: ((done: number, total: number, label: string) => void) | undefined;
}

/** Counts of an unchanged benchmark, by the instruments that were asked for. */
export type UnchangedCounts = ReadonlyMap<CountInstrument, CountedPair>;

export interface SharedPass {
  unchanged: Map<PairedBenchmark, UnchangedCounts>;
  /** Time that a benchmark took, in ms. */
  spentMs: Map<PairedBenchmark, number>;
}

/**
 * The largest change that the shared pass lets pass, as a share. It is smaller than the floor of a verdict, because other
 * benchmarks of the process may hide a part of a change.
 */
const SHARED_FLOOR = 0.0025;
const SHARED_RULES = { ...COUNT_RULES, floor: SHARED_FLOOR };

/**
 * Counts the benchmarks of each bench file together, in one process for each version, and finds those that are surely
 * unchanged. It calls none of the others changed: they have to be counted in processes of their own.
 */
export async function findUnchanged(
  benchmarks: readonly SharedBenchmark[],
  options: SharedPassOptions,
): Promise<SharedPass> {
  const pass: SharedPass = { unchanged: new Map(), spentMs: new Map() };
  const availability = instrumentAvailability('instructions');
  if (availability.state === 'unavailable' || availability.valgrind === null) return pass;
  const valgrind = availability.valgrind.path;
  const files = Map.groupBy(benchmarks, ({ base, benchmark: { head } }) =>
    [base.cwd, base.file, head.cwd, head.file].join('\n'),
  );
  let done = 0;
  for (const group of files.values()) {
    const { limitMs, signal, onProgress } = options;
    if (signal.aborted) break;
    const before = done;
    const tell = () => onProgress?.(done, benchmarks.length, 'counting together');
    const onCounted = () => {
      done += 1;
      tell();
    };
    tell();
    try {
      await passOfFile(group, pass, { valgrind, limitMs, signal, onCounted });
    } catch (error) {
      // What was found before the interruption stays.
      if (!signal.aborted) throw error;
    }
    done = before + group.length;
  }
  return pass;
}

async function passOfFile(
  group: readonly SharedBenchmark[],
  { unchanged, spentMs }: SharedPass,
  options: CountFileOptions,
): Promise<void> {
  const [first] = group;
  if (first === undefined) return;
  const pair = { base: first.base, head: first.benchmark.head };
  const benchmarks = group.map(({ benchmark }) => benchmark);
  const judge = async (counted: CountedInFile) => {
    const { benchmark, instruments } = group[counted.index] as SharedBenchmark;
    spentMs.set(benchmark, counted.count.durationMs);
    const pairs = unchangedBy(instruments, counted);
    const instructions = pairs?.get('instructions');
    if (pairs === null || instructions === undefined) return;
    const isUnexplained = (times: IterationMs) => unexplainedBecause(instructions, times) !== null;
    const times = await leastTimes(counted.iterationMs, isUnexplained, counted.readTimes);
    if (!isUnexplained(times)) unchanged.set(benchmark, pairs);
  };
  await countFile(pair, benchmarks, judge, options);
}

/** @returns null unless all instruments find the benchmark unchanged. */
function unchangedBy(
  instruments: readonly CountInstrument[],
  { count: { instructions, allocated, durationMs }, iterationMs, sources }: CountedInFile,
): UnchangedCounts | null {
  const pairs = new Map<CountInstrument, CountedPair>();
  for (const instrument of instruments) {
    const results =
      instrument === 'instructions'
        ? countedInSameWindows(instructions, { sources, durationMs })
        : countedInSameWindows(allocated, { sources: null, durationMs });
    if (results === null) return null;
    const arms = { base: countedArmOf(results.base), head: countedArmOf(results.head) };
    if (judgeCounts(arms, SHARED_RULES).state !== 'unchanged') return null;
    const pair = { ...results, judgement: judgeCounts(arms), iterationMs };
    pairs.set(instrument, pair);
  }
  return pairs;
}
