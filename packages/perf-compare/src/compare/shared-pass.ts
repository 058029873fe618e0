import { availableParallelism } from 'node:os';
import { type CountInstrument, instrumentAvailability } from '@night-pilot/perf-host/count';
import { inParallel } from '@night-pilot/perf-host/process';
import { COUNT_RULES, judgeCounts } from '../judge/judge-counts.ts';
import type { CountMemory } from '../remembered/count-memory.ts';
import type { Arm, PairedBenchmark } from '../versions/paired-benchmarks.ts';
import { type CountedInFile, countFile, type CountFileOptions, listOf } from './count-file.ts';
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
  /** Where counts are remembered. @default nowhere */
  memory?: CountMemory | null | undefined;
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
 * The largest change that the shared pass lets pass, as a share. It is much smaller than the floor of a verdict, because a
 * benchmark may not be fully optimised here: with a short warm-up, or beside others. A program of 39,600 instructions took
 * 78,000, of which an added 0.5 % was 0.31 %. Equal code agrees within 0.001 %.
 */
const SHARED_FLOOR = 0.001;
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
  const { memory = null, limitMs, signal, onProgress } = options;
  let done = 0;
  let judged = 0;
  const tell = () => {
    const suspects = judged - pass.unchanged.size;
    const detail = suspects === 0 ? '' : `, ${suspects} to be counted alone`;
    onProgress?.(done, benchmarks.length, `counting together${detail}`);
  };
  const passOf = async (group: readonly SharedBenchmark[]) => {
    if (signal.aborted) return;
    let counted = 0;
    const onCounted = () => {
      counted += 1;
      done += 1;
      tell();
    };
    try {
      await passOfFile(group, pass, { valgrind, memory, limitMs, signal, onCounted });
    } catch (error) {
      // What was found before the interruption stays.
      if (!signal.aborted) throw error;
    }
    done += group.length - counted;
    judged += group.length;
    tell();
  };
  tell();
  const { known, unknown } = await byMemory([...files.values()], memory);
  // One process counts a file that is known, two count another one.
  await inParallel(
    known.map((group) => () => passOf(group)),
    availableParallelism(),
  );
  for (const group of unknown) await passOf(group);
  return pass;
}

/** Separates the bench files whose counts in base are remembered from the others. */
async function byMemory(
  files: readonly (readonly SharedBenchmark[])[],
  memory: CountMemory | null,
): Promise<Record<'known' | 'unknown', (readonly SharedBenchmark[])[]>> {
  if (memory === null) return { known: [], unknown: [...files] };
  const recall = async (file: readonly SharedBenchmark[]) => {
    const [first] = file;
    if (first === undefined) return null;
    const benchmarks = file.map(({ benchmark }) => benchmark);
    return memory.recall(listOf(first.base, benchmarks));
  };
  const recalled = await inParallel(
    files.map((file) => () => recall(file)),
    availableParallelism(),
  );
  const isKnown = (_file: unknown, at: number) => recalled[at] !== null;
  return {
    known: files.filter(isKnown),
    unknown: files.filter((file, at) => !isKnown(file, at)),
  };
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
  { count, iterationMs, sources, isRemembered }: CountedInFile,
): UnchangedCounts | null {
  const { instructions, allocated, durationMs } = count;
  const pairs = new Map<CountInstrument, CountedPair>();
  for (const instrument of instruments) {
    const results =
      instrument === 'instructions'
        ? countedInSameWindows(instructions, { sources, durationMs, isRemembered })
        : countedInSameWindows(allocated, { sources: null, durationMs, isRemembered });
    if (results === null) return null;
    const arms = { base: countedArmOf(results.base), head: countedArmOf(results.head) };
    if (judgeCounts(arms, SHARED_RULES).state !== 'unchanged') return null;
    const pair = { ...results, judgement: judgeCounts(arms), iterationMs };
    pairs.set(instrument, pair);
  }
  return pairs;
}
