import {
  type CountedBenchmark,
  countGroup,
  type GroupArm,
  type GroupCount,
  inspectGroup,
  type InspectedInGroup,
  LONGEST_MS,
  openSession,
  prepareGroup,
} from '@night-pilot/perf-host/count';
import type { Arm, PairedBenchmark } from '../versions/paired-benchmarks.ts';
import { isEnough } from './is-enough.ts';
import { type IterationMs, SURE_FACTOR } from './inspect-pair.ts';

/** Versions whose iterations take over `LONG_MS` and differ by `DIFFERENT`, or by `SURE_FACTOR` at all, are not counted here. */
const LONG_MS = 250;
const DIFFERENT = 2;
/** Time that the machine gives a process for each of its benchmarks, in ms. */
const EACH_MS = 60_000;

/** The two versions of a bench file. */
export interface FilePair {
  base: Arm;
  head: Arm;
}

export interface CountFileOptions {
  /** Path of Valgrind. */
  valgrind: string;
  /** Time on the clock for each benchmark, in ms. @default no limit */
  limitMs?: number | undefined;
  onCounted: () => void;
  signal: AbortSignal;
}

/** What is known of a benchmark in both versions before it is counted. */
export interface InspectedBenchmark {
  iterationMs: IterationMs;
  sources: { base: CountedBenchmark['sources']; head: CountedBenchmark['sources'] };
}

/** A benchmark that was counted together with others of its file. */
export interface CountedInFile extends InspectedBenchmark {
  /** Its index among the benchmarks. */
  index: number;
  count: GroupCount;
  /** Reads the CPU times of both versions again. null: it can no longer be counted. */
  readTimes: () => Promise<IterationMs | null>;
}

/**
 * Counts benchmarks of one bench file, in one process for each version.
 *
 * @param use Called for each benchmark that could be counted, in order, when all are.
 * @throws the reason of `signal` when it is aborted before anything was counted.
 */
export async function countFile(
  { base, head }: FilePair,
  benchmarks: readonly PairedBenchmark[],
  use: (counted: CountedInFile) => Promise<void>,
  options: CountFileOptions,
): Promise<void> {
  const { signal, ...counting } = options;
  const limitMs = EACH_MS * (benchmarks.length + 1);
  await using stack = new AsyncDisposableStack();
  const open = async ({ cwd, file }: Arm): Promise<GroupArm> => {
    const options = { instrument: 'instructions', limitMs, signal } as const;
    const session = await openSession({ cwd }, options);
    return { session: stack.use(session), file };
  };
  const arms = [await open(base), await open(head)] as const;
  const names = benchmarks.map(({ test, name }) => ({ test, benchmark: name }));
  const prepared = await prepare(arms, names);
  if (prepared.state === 'broken') {
    const { index } = prepared;
    if (index === null) return;
    const others = [...benchmarks.keys()].filter((other) => other !== index);
    return countFile(
      { base, head },
      others.map((other) => benchmarks[other] as PairedBenchmark),
      (counted) => use({ ...counted, index: others[counted.index] ?? -1 }),
      options,
    );
  }
  const inspected = await inspect(arms, names, prepared.sound);
  const given = [...inspected].map(([index, facts]) => ({ index, ...facts }));
  const counts = await countGroup(
    arms,
    given.map(({ index, iterationMs }) => ({
      ...(names[index] as (typeof names)[number]),
      iterationMs: Math.max(iterationMs.base, iterationMs.head),
    })),
    { ...counting, isEnough, signal },
  );
  for (const [at, { index, ...facts }] of given.entries()) {
    const count = counts.get(at);
    if (count === undefined) continue;
    const readTimes = async () =>
      (await inspect(arms, names, [index])).get(index)?.iterationMs ?? null;
    await use({ index, count, ...facts, readTimes });
  }
}

type Arms = readonly [base: GroupArm, head: GroupArm];
type Names = { test: string[]; benchmark: string }[];

/** Prepares both versions at the same time. `sound`: the benchmarks that ran in both. */
async function prepare(
  arms: Arms,
  benchmarks: Names,
): Promise<{ state: 'prepared'; sound: number[] } | { state: 'broken'; index: number | null }> {
  const prepared = await Promise.all(
    arms.map(({ session, file }) => prepareGroup(session, { file, benchmarks })),
  );
  const [base, head] = prepared;
  if (base?.state !== 'prepared') return base ?? { state: 'broken', index: null };
  if (head?.state !== 'prepared') return head ?? { state: 'broken', index: null };
  return { state: 'prepared', sound: base.sound.filter((index) => head.sound.includes(index)) };
}

/** Inspects one version after the other: at the same time, one would slow the other down where they share a core. */
async function inspect(
  [base, head]: Arms,
  benchmarks: Names,
  indices: readonly number[],
): Promise<Map<number, InspectedBenchmark>> {
  const inArm = ({ session, file }: GroupArm) =>
    inspectGroup(session, { file, benchmarks }, indices);
  const [inBase, inHead] = [await inArm(base), await inArm(head)];
  return new Map(
    indices.flatMap((index) => {
      const pair = fitTogether(inBase.get(index), inHead.get(index));
      return pair === null ? [] : [[index, pair] as const];
    }),
  );
}

/** @returns null when the versions have to be counted, or judged, in another way. */
function fitTogether(
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
