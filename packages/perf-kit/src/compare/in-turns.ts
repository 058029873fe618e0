import type { SamplePlan, Sampling, TestPath } from '../fork/protocol.ts';
import { disturbedBecause, machineDisturbedBecause, usualDisturbance } from '../judge/disturbed.ts';
import { pairLogRatio } from '../judge/fork-pair.ts';
import { judgeWall, type WallJudgement } from '../judge/judge-wall.ts';
import { drawTurns } from '../judge/turns.ts';
import type { WallRules } from '../judge/wall-rules.ts';
import type { Fork } from '../report/schema.ts';
import type { Arm } from './paired-benchmarks.ts';
import { type ArmResult, measureArm } from './wall-arms.ts';

/** A test of a bench file that both versions have, and which of its benchmarks wall time is to judge. */
export interface PairedTest {
  suite: string;
  path: TestPath;
  base: Arm;
  head: Arm;
  /** By name. */
  benchmarks: readonly string[];
}

export interface InTurnsOptions {
  rules: WallRules;
  /** Measuring time of each benchmark, both versions together, in ms. */
  budgetMs: number;
  /** Time spent measuring each benchmark in a fork, in ms. */
  timeMs: number;
  warmupTimeMs: number;
  /** A fork that takes longer is killed. */
  limitMs: number;
  signal?: AbortSignal | undefined;
  onProgress?: ((undecided: number, total: number, label: string) => void) | undefined;
}

/** What became of one benchmark. The forks are those of all pairs, discarded ones marked as set aside. */
export interface TurnsResult {
  suite: string;
  name: string;
  judgement: WallJudgement;
  base: Fork[];
  head: Fork[];
  error: string | null;
}

/** What is known of one benchmark so far. */
interface Progress {
  test: PairedTest;
  name: string;
  logRatios: number[];
  ended: string | null;
  base: Fork[];
  head: Fork[];
  error: string | null;
}

/**
 * Measures both versions of every test in turns, A B B A or B A A B, until each of its benchmarks is decided or its budget
 * has ended. All tests take turns as well, so that a busy minute does not hit all the evidence of one.
 *
 * The first fork of each version is not counted: it finds out how many samples a fork takes, fills the caches, and tells
 * what fails.
 */
export async function measureInTurns(
  tests: readonly PairedTest[],
  options: InTurnsOptions,
): Promise<TurnsResult[]> {
  const { rules, signal, onProgress } = options;
  const all = tests.flatMap((test) =>
    test.benchmarks.map((name): Progress => ({
      ...{ test, name, logRatios: [], ended: null },
      ...{ base: [], head: [], error: null },
    })),
  );
  const of = (test: PairedTest) => all.filter((one) => one.test === test);
  const plans = new Map<PairedTest, Record<string, SamplePlan>>();
  const spentMs = new Map<PairedTest, number>();
  const turns = new Map(tests.map((test) => [test, drawTurns(Math.random)]));
  const pairs = { measured: 0, setAside: 0 };

  const judge = () => judgeWall(all, rules);
  const isOpen = (one: Progress, judgement: WallJudgement | undefined) =>
    judgement?.state === 'more' && one.error === null;
  for (const test of tests) {
    plans.set(test, await firstForks(test, of(test), options));
    spentMs.set(test, 0);
  }
  for (let round = 0; ; round += 1) {
    const judgements = judge();
    const open = all.filter((one, index) => isOpen(one, judgements[index]));
    onProgress?.(open.length, all.length, '');
    if (open.length === 0) break;
    for (const test of new Set(open.map((one) => one.test))) {
      onProgress?.(open.length, all.length, test.suite);
      const members = open.filter((one) => one.test === test);
      const only = members.map(({ name }) => name);
      const sampling = { ...samplingOf(options, round), plans: plans.get(test) ?? {}, only };
      const first = turns.get(test)?.(round) ?? 'base';
      const arms = await measurePair(test, { first, sampling, ...options });
      spentMs.set(test, (spentMs.get(test) ?? 0) + arms.durationMs);
      for (const one of members) keepPair(one, arms, all, pairs);
      const budgetMs = options.budgetMs * test.benchmarks.length;
      if ((spentMs.get(test) ?? 0) >= budgetMs) {
        for (const one of members) one.ended ??= `the budget of ${options.budgetMs / 1000} s ended`;
      }
    }
    const disturbed = machineDisturbedBecause(pairs);
    if (disturbed !== null) for (const one of all) one.ended ??= disturbed;
    signal?.throwIfAborted();
  }
  const judgements = judge();
  return all.map(({ test, name, base, head, error }, index) => {
    const judgement = judgements[index] as WallJudgement;
    return { suite: test.suite, name, judgement, base, head, error };
  });
}

function samplingOf({ timeMs, warmupTimeMs }: InTurnsOptions, round: number) {
  // Every second couple of pairs measures the arms of a comparison from last to first.
  return { timeMs, warmupTimeMs, minSamples: 5, reversed: round % 4 >= 2 };
}

/** @returns How each benchmark is sampled from now on, in both versions. */
async function firstForks(
  test: PairedTest,
  members: readonly Progress[],
  options: InTurnsOptions,
): Promise<Record<string, SamplePlan>> {
  const { limitMs, signal } = options;
  const sampling = { ...samplingOf(options, 0), only: test.benchmarks };
  const plans: Record<string, SamplePlan> = {};
  for (const side of ['base', 'head'] as const) {
    const result = await measureArm(test[side], { test: test.path, sampling, limitMs, signal });
    for (const one of members) one.error ??= errorOf(result, one.name, side);
    if (result.state === 'failed' || side === 'head') continue;
    for (const [name, { iterationsPerSample, samples }] of result.forks) {
      plans[name] = { batch: iterationsPerSample, samples: samples.length };
    }
  }
  return plans;
}

interface PairOfForks {
  base: ArmResult;
  head: ArmResult;
  durationMs: number;
}

async function measurePair(
  test: PairedTest,
  {
    first,
    sampling,
    limitMs,
    signal,
  }: InTurnsOptions & { first: 'base' | 'head'; sampling: Sampling },
): Promise<PairOfForks> {
  const startedAt = performance.now();
  const measure = (side: 'base' | 'head') =>
    measureArm(test[side], { test: test.path, sampling, limitMs, signal });
  const second = first === 'base' ? 'head' : 'base';
  const results = { [first]: await measure(first), [second]: await measure(second) };
  const { base, head } = results as Record<'base' | 'head', ArmResult>;
  return { base, head, durationMs: performance.now() - startedAt };
}

/** Adds a pair to a benchmark's evidence, or marks it as set aside. */
function keepPair(
  one: Progress,
  { base, head }: PairOfForks,
  all: readonly Progress[],
  pairs: { measured: number; setAside: number },
): void {
  one.error ??= errorOf(base, one.name, 'base') ?? errorOf(head, one.name, 'head');
  if (base.state === 'failed' || head.state === 'failed') return;
  const [from, to] = [base.forks.get(one.name), head.forks.get(one.name)];
  if (from === undefined || to === undefined) return;
  // What is usual is told by the forks before this pair.
  const usual = usualDisturbance(all.flatMap((other) => [...other.base, ...other.head]));
  const reason = disturbedBecause(from, usual) ?? disturbedBecause(to, usual);
  one.base.push({ ...from, setAside: reason });
  one.head.push({ ...to, setAside: reason });
  pairs.measured += 1;
  if (reason === null) one.logRatios.push(pairLogRatio({ base: from.samples, head: to.samples }));
  else pairs.setAside += 1;
}

function errorOf(result: ArmResult, name: string, side: string): string | null {
  if (result.state === 'failed') return `${side}: ${result.error.message}`;
  return result.forks.has(name) ? null : `${side} does not measure it`;
}
