import { countGroup, type GroupCount } from '@night-pilot/perf-host/count';
import type { CountMemory, Recalled } from '../remembered/count-memory.ts';
import type { RememberedCounts } from '../remembered/remembered-counts.ts';
import type { Arm, PairedBenchmark } from '../versions/paired-benchmarks.ts';
import type { Side } from '../versions/turn.ts';
import { FileArm } from './file-arm.ts';
import { fitTogether, type InspectedBenchmark } from './fit-together.ts';
import type { IterationMs } from './inspect-pair.ts';
import { isEnough } from './is-enough.ts';
import { toRemember, withRemembered } from './remembered-group-counts.ts';

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
  /** Where counts are remembered. null: nowhere. */
  memory: CountMemory | null;
  /** Time on the clock for each benchmark, in ms. @default no limit */
  limitMs?: number | undefined;
  onCounted: () => void;
  signal: AbortSignal;
}

/** A benchmark that was counted together with others of its file. */
export interface CountedInFile extends InspectedBenchmark {
  /** Its index among the benchmarks. */
  index: number;
  count: GroupCount;
  /** Base was not counted: its count is remembered. */
  isRemembered: boolean;
  /** Reads the CPU times of both versions again. null: it can no longer be counted. */
  readTimes: () => Promise<IterationMs | null>;
}

/** A benchmark that ended its process before any was counted. null: the file did. */
interface Broken {
  index: number | null;
}

/**
 * Counts benchmarks of one bench file, in one process for each version. Where base's counts are remembered, it counts head
 * alone, in the windows of base.
 *
 * @param use Called for each benchmark that could be counted, in order, when all are.
 * @throws the reason of `signal` when it is aborted before anything was counted.
 */
export async function countFile(
  pair: FilePair,
  benchmarks: readonly PairedBenchmark[],
  use: (counted: CountedInFile) => Promise<void>,
  options: CountFileOptions,
): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const arms = armsOf(pair, benchmarks, { stack, signal: options.signal });
  const recalled = (await options.memory?.recall(arms.base)) ?? null;
  const broken =
    recalled === null
      ? await countBoth(arms, use, options)
      : await countHead(arms, recalled, use, options);
  if (broken === null || broken.index === null) return;
  const others = [...benchmarks.keys()].filter((other) => other !== broken.index);
  await countFile(
    pair,
    others.map((other) => benchmarks[other] as PairedBenchmark),
    (counted) => use({ ...counted, index: others[counted.index] ?? -1 }),
    options,
  );
}

/** Names the benchmarks of a version of a bench file, in the order in which they are counted. */
export function listOf(arm: Arm, benchmarks: readonly PairedBenchmark[]) {
  return { arm, benchmarks: benchmarks.map(({ test, name }) => ({ test, benchmark: name })) };
}

type Arms = Record<Side, FileArm>;

function armsOf(
  { base, head }: FilePair,
  benchmarks: readonly PairedBenchmark[],
  owner: { stack: AsyncDisposableStack; signal: AbortSignal },
): Arms {
  const options = { ...owner, limitMs: EACH_MS * (benchmarks.length + 1) };
  return {
    base: new FileArm(listOf(base, benchmarks), options),
    head: new FileArm(listOf(head, benchmarks), options),
  };
}

async function countBoth(
  arms: Arms,
  use: (counted: CountedInFile) => Promise<void>,
  { memory, ...options }: CountFileOptions,
): Promise<Broken | null> {
  const { base, head } = arms;
  // Both at the same time: only the compile caches are filled.
  const prepared = await Promise.all([base.prepare(), head.prepare()]);
  const broken = prepared.find((one) => one.state === 'broken');
  if (broken !== undefined) return broken;
  const inspected = await inspectBoth(arms, [...base.benchmarks.keys()]);
  const counts = await countIn([base, head], inspected, options);
  for (const [index, count] of counts) {
    const facts = inspected.get(index) as InspectedBenchmark;
    const readTimes = () => timesOf(arms, index);
    await use({ index, count, ...facts, isRemembered: false, readTimes });
  }
  if (counts.size < inspected.size) return null;
  const of = { benchmarks: base.benchmarks };
  await memory?.keep(base, toRemember(inspected, counts, { ...of, side: 'base', at: 0 }));
  await memory?.keep(head, toRemember(inspected, counts, { ...of, side: 'head', at: 1 }));
  return null;
}

async function countHead(
  arms: Arms,
  { counts: known, isSampled }: Recalled,
  use: (counted: CountedInFile) => Promise<void>,
  { memory, ...options }: CountFileOptions,
): Promise<Broken | null> {
  const { base, head } = arms;
  const prepared = await head.prepare();
  if (prepared.state === 'broken') return prepared;
  const indices = [...known.keys()].filter((index) => known[index] !== null);
  const inHead = await head.inspect(indices);
  const inspected = new Map(
    indices.flatMap((index) => {
      const pair = fitTogether(known[index] ?? undefined, inHead.get(index));
      return pair === null ? [] : [[index, pair] as const];
    }),
  );
  const counts = await countIn([head], inspected, { ...options, known });
  const differing = isSampled
    ? await differingIn(base, inspected, { memory, known, ...options })
    : [];
  for (const [index, ofHead] of counts) {
    const remembered = known[index];
    if (!remembered || differing.includes(index)) continue;
    const facts = inspected.get(index) as InspectedBenchmark;
    const count = withRemembered(remembered, ofHead);
    const readTimes = () => timesOf(arms, index);
    await use({ index, count, ...facts, isRemembered: true, readTimes });
  }
  if (counts.size === inspected.size) {
    await memory?.keep(
      head,
      toRemember(inspected, counts, { benchmarks: head.benchmarks, side: 'head', at: 0 }),
    );
  }
  return null;
}

/** Counts base all the same. @returns The benchmarks that do not count as they are remembered. */
async function differingIn(
  base: FileArm,
  inspected: ReadonlyMap<number, InspectedBenchmark>,
  { memory, known, ...options }: CountFileOptions & { known: RememberedCounts },
): Promise<number[]> {
  await base.prepare();
  const counts = await countIn([base], inspected, {
    ...options,
    known,
    onCounted: () => undefined,
  });
  const differing: number[] = [];
  for (const [index, { instructions }] of counts) {
    const isSame = await memory?.isAsRemembered(base, index, instructions[0]);
    if (isSame === false) differing.push(index);
  }
  return differing;
}

/** Counts benchmarks in these arms together, by their indices. `known`: in the windows of these counts. */
async function countIn(
  arms: readonly FileArm[],
  inspected: ReadonlyMap<number, InspectedBenchmark>,
  {
    known,
    ...options
  }: Omit<CountFileOptions, 'memory'> & { known?: RememberedCounts | undefined },
): Promise<Map<number, GroupCount>> {
  const given = [...inspected.entries()];
  const counts = await countGroup(
    await Promise.all(arms.map((arm) => arm.group())),
    given.map(([index, { iterationMs }]) => ({
      ...(arms[0]?.benchmarks[index] as FileArm['benchmarks'][number]),
      iterationMs: Math.max(iterationMs.base, iterationMs.head),
      schedule: known?.[index]?.schedule,
    })),
    { ...options, isEnough, onCounted: () => options.onCounted() },
  );
  return new Map([...counts].map(([at, count]) => [given[at]?.[0] ?? -1, count]));
}

/** Inspects one version after the other: at the same time, one would slow the other down where they share a core. */
async function inspectBoth(
  { base, head }: Arms,
  indices: readonly number[],
): Promise<Map<number, InspectedBenchmark>> {
  const inBase = await base.inspect(indices);
  const inHead = await head.inspect([...inBase.keys()]);
  return new Map(
    indices.flatMap((index) => {
      const pair = fitTogether(inBase.get(index), inHead.get(index));
      return pair === null ? [] : [[index, pair] as const];
    }),
  );
}

async function timesOf(arms: Arms, index: number): Promise<IterationMs | null> {
  return (await inspectBoth(arms, [index])).get(index)?.iterationMs ?? null;
}
