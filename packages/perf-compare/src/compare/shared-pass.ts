import {
  type CountedBenchmark,
  countGroup,
  type CountInstrument,
  type GroupArm,
  type GroupCount,
  inspectGroup,
  type InspectedInGroup,
  instrumentAvailability,
  LONGEST_MS,
  openSession,
  prepareGroup,
} from '@night-pilot/perf-host/count';
import { COUNT_RULES, judgeCounts } from '../judge/judge-counts.ts';
import type { Arm, PairedBenchmark } from '../versions/paired-benchmarks.ts';
import type { CountedPair } from './count-pair.ts';
import { countedArmOf } from './counted-arm.ts';
import { isEnough } from './is-enough.ts';
import { type IterationMs, SURE_FACTOR } from './inspect-pair.ts';
import { leastTimes } from './least-times.ts';
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

/** Versions whose iterations take over `LONG_MS` and differ by `DIFFERENT`, or by `SURE_FACTOR` at all, are left to others. */
const LONG_MS = 250;
const DIFFERENT = 2;
/** Time that the machine gives a process for each of its benchmarks, in ms. */
const EACH_MS = 60_000;

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
    if (options.signal.aborted) break;
    const onCounted = () => {
      options.onProgress?.((done += 1), benchmarks.length, 'counting together');
    };
    options.onProgress?.(done, benchmarks.length, 'counting together');
    const before = done;
    await passOfFile(group, pass, { ...options, valgrind, onCounted });
    done = before + group.length;
  }
  return pass;
}

async function passOfFile(
  group: readonly SharedBenchmark[],
  pass: SharedPass,
  options: SharedPassOptions & { valgrind: string; onCounted: () => void },
): Promise<void> {
  const { valgrind, limitMs, signal, onCounted } = options;
  const [first] = group;
  if (first === undefined) return;
  const {
    base,
    benchmark: { head },
  } = first;
  const names = group.map(({ benchmark: { test, name } }) => ({ test, benchmark: name }));
  await using stack = new AsyncDisposableStack();
  const open = async ({ cwd, file }: Arm) => {
    const session = await openSession(
      { cwd, file, test: [], benchmark: '' },
      { instrument: 'instructions', limitMs: EACH_MS * (group.length + 1), signal },
    );
    return { session: stack.use(session), file };
  };
  try {
    const arms = [await open(base), await open(head)] as const;
    const prepared = await Promise.all(
      arms.map(({ session, file }) => prepareGroup(session, { file, benchmarks: names })),
    );
    const broken = prepared.find(({ state }) => state === 'broken');
    if (broken?.state === 'broken') {
      if (broken.index === null) return;
      const others = group.filter((_shared, index) => index !== broken.index);
      return await passOfFile(others, pass, options);
    }
    /** One version after the other: at the same time, one would slow the other down where they share a core. */
    const inspect = async (indices: readonly number[]) => {
      const [ofBase, ofHead] = arms;
      const inArm = ({ session, file }: GroupArm) =>
        inspectGroup(session, { file, benchmarks: names }, indices);
      return { base: await inArm(ofBase), head: await inArm(ofHead) };
    };
    const isSound = (index: number) =>
      prepared.every((group) => group.state === 'prepared' && group.sound.includes(index));
    const inspected = await inspect([...group.keys()].filter(isSound));
    const fit = group.flatMap((shared, index) => {
      const pair = fitTogether(inspected.base.get(index), inspected.head.get(index));
      return pair === null ? [] : [{ index, ...shared, ...pair }];
    });
    const counts = await countGroup(
      arms,
      fit.map(({ benchmark: { test, name }, iterationMs }) => ({
        test,
        benchmark: name,
        iterationMs: Math.max(iterationMs.base, iterationMs.head),
      })),
      { valgrind, isEnough, limitMs, onCounted, signal },
    );
    for (const [at, { index, benchmark, instruments, iterationMs, sources }] of fit.entries()) {
      const count = counts.get(at);
      if (count === undefined) continue;
      pass.spentMs.set(benchmark, count.durationMs);
      const pairs = unchangedBy(instruments, count, { iterationMs, sources });
      const pair = pairs?.get('instructions');
      if (pairs === null || pair === undefined) continue;
      const isUnexplained = (times: IterationMs) => unexplainedBecause(pair, times) !== null;
      const times = await leastTimes(iterationMs, isUnexplained, async () => {
        const again = await inspect([index]);
        return fitTogether(again.base.get(index), again.head.get(index))?.iterationMs ?? null;
      });
      if (!isUnexplained(times)) pass.unchanged.set(benchmark, pairs);
    }
  } catch (error) {
    // An interrupted pass has no result for this file.
    if (!signal.aborted) throw error;
  }
}

interface FitPair {
  iterationMs: IterationMs;
  sources: { base: CountedBenchmark['sources']; head: CountedBenchmark['sources'] };
}

/** @returns null when the versions have to be counted, or judged, in another way. */
function fitTogether(
  base: InspectedInGroup | undefined,
  head: InspectedInGroup | undefined,
): FitPair | null {
  if (base === undefined || head === undefined) return null;
  const iterationMs = { base: base.iterationMs, head: head.iterationMs };
  const [less = 0, more = 0] = Object.values(iterationMs).sort((one, other) => one - other);
  const isFar = more > SURE_FACTOR * less || (more > LONG_MS && more > DIFFERENT * less);
  if (more > LONGEST_MS || isFar) return null;
  return { iterationMs, sources: { base: base.sources, head: head.sources } };
}

/** @returns null unless all instruments find the benchmark unchanged. */
function unchangedBy(
  instruments: readonly CountInstrument[],
  { instructions, allocated, durationMs }: GroupCount,
  { iterationMs, sources }: FitPair,
): UnchangedCounts | null {
  const pairs = new Map<CountInstrument, CountedPair>();
  for (const instrument of instruments) {
    const [base, head] = instrument === 'instructions' ? instructions : allocated;
    if (base?.state !== 'counted' || head?.state !== 'counted') return null;
    const resultOf = (
      { slopes, schedule }: typeof base,
      side: 'base' | 'head',
    ): CountedBenchmark => ({
      state: 'counted',
      perIteration: (slopes[0] + slopes[1]) / 2,
      repeats: [slopes],
      schedule,
      sources: instrument === 'instructions' ? sources[side] : null,
      processes: 1,
      durationMs,
      steady: true,
    });
    const results = { base: resultOf(base, 'base'), head: resultOf(head, 'head') };
    const arms = { base: countedArmOf(results.base), head: countedArmOf(results.head) };
    if (judgeCounts(arms, SHARED_RULES).state !== 'unchanged') return null;
    const pair = { ...results, judgement: judgeCounts(arms), iterationMs };
    pairs.set(instrument, pair);
  }
  return pairs;
}
