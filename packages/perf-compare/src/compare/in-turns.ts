import { disturbedBecause, machineDisturbedBecause, usualDisturbance } from '../judge/disturbed.ts';
import { pairLogRatio } from '../judge/fork-pair.ts';
import { judgeWall, type WallJudgement } from '../judge/judge-wall.ts';
import { drawTurns } from '../judge/turns.ts';
import { stopReason, unlessAborted } from '@night-pilot/perf-host/process';
import type { WallRules } from '../judge/wall-rules.ts';
import type { Fork } from '@night-pilot/perf-report';
import { endOfBudget, startBudget } from './budget.ts';
import { firstForks, measurePair, type PairOfForks, turnError } from './measure-pair.ts';
import type { PairedTest } from '../versions/turn.ts';
import type { Outlasted } from './outlasted.ts';

export interface InTurnsOptions {
  rules: WallRules;
  /** Time for each benchmark, both versions together, in ms. */
  budgetMs: number;
  /** The budget is one on the clock. @default false: it stretches by the time that forks wait for a CPU */
  isOnTheClock?: boolean;
  /** What a benchmark has spent of it before, in ms. @default nothing */
  spentMs?: ((benchmark: { suite: string; name: string }) => number) | undefined;
  /** Ends what is not decided when it is aborted. */
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
  /** One side did not end: there are no pairs, and their judgement says nothing. */
  outlasted: Outlasted | null;
}

/** What is known of one benchmark so far. */
interface Progress {
  test: PairedTest;
  name: string;
  logRatios: number[];
  ended: string | null;
  /** The first fork of each version, before all pairs. */
  uncounted: readonly Fork[];
  base: Fork[];
  head: Fork[];
  error: string | null;
  outlasted: Outlasted | null;
}

/**
 * Measures both versions of every test in turns, A B B A or B A A B, until each of its benchmarks is decided or its budget
 * has ended. All tests take turns as well, so that a busy minute does not hit all the evidence of one.
 *
 * The first fork of each version is not counted: it tells what is usual.
 *
 * @returns What became of each benchmark; an abort of `signal` ends those that are not decided by then.
 */
export async function measureInTurns(
  tests: readonly PairedTest[],
  options: InTurnsOptions,
): Promise<TurnsResult[]> {
  const { rules, signal, onProgress } = options;
  const all = tests.flatMap((test) =>
    test.benchmarks.map((name): Progress => ({
      ...{ test, name, logRatios: [], ended: null },
      ...{ uncounted: [], base: [], head: [], error: null, outlasted: null },
    })),
  );
  const of = (test: PairedTest) => all.filter((one) => one.test === test);
  const { spentMs = () => 0, isOnTheClock = false } = options;
  const leftMs = new Map(
    tests.map((test) => {
      const left = of(test).map(
        ({ name }) => options.budgetMs - spentMs({ suite: test.suite, name }),
      );
      return [test, left.reduce((sum, ms) => sum + Math.max(0, ms), 0)];
    }),
  );
  const turns = new Map(tests.map((test) => [test, drawTurns(Math.random)]));
  const pairs = { measured: 0, setAside: 0 };

  const judge = () => judgeWall(all, rules);
  const isOpen = (one: Progress, judgement: WallJudgement | undefined) =>
    judgement?.state === 'more' && one.error === null && one.outlasted === null;
  /** Measures within what is left of a test's budget; null: that ended, or the run did, and its benchmarks know it. */
  const within = async <Value extends { waitedForCpuMs: number }>(
    test: PairedTest,
    work: (signal: AbortSignal) => Promise<Value>,
  ) => {
    const startedAt = performance.now();
    const ms = Math.max(0, leftMs.get(test) ?? 0);
    const ended = endOfBudget('budget', options.budgetMs);
    using budget = startBudget({ ms: isOnTheClock ? ms : undefined, ended, parent: signal });
    const value = await unlessAborted(budget.signal, () => work(budget.signal));
    const waitedMs = isOnTheClock ? 0 : (value?.waitedForCpuMs ?? 0);
    const left = ms - (performance.now() - startedAt - waitedMs);
    leftMs.set(test, left);
    if (value === null) for (const one of of(test)) one.ended ??= stopReason(budget.signal);
    return value;
  };
  for (const test of tests) {
    const left = leftMs.get(test) ?? 0;
    const first = await within(test, (until) => firstForks(test, until));
    // On the clock they are part of the budget; else it is one for pairs.
    if (!isOnTheClock && signal?.aborted !== true) leftMs.set(test, left);
    for (const one of of(test)) {
      one.error = first?.errors.get(one.name) ?? null;
      one.outlasted = first?.outlasted ?? null;
      one.uncounted = first?.forks.get(one.name) ?? [];
    }
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
      const first = turns.get(test)?.(round) ?? 'base';
      const arms = await within(test, (until) =>
        measurePair(test, { first, pair: round, only, signal: until }),
      );
      if (arms !== null) for (const one of members) keepPair(one, arms, all, pairs);
      if ((leftMs.get(test) ?? 0) <= 0) {
        for (const one of members) one.ended ??= endOfBudget('budget', options.budgetMs);
      }
    }
    const disturbed = machineDisturbedBecause(pairs);
    if (disturbed !== null) for (const one of all) one.ended ??= disturbed;
    if (signal?.aborted === true) for (const one of all) one.ended ??= stopReason(signal);
  }
  const judgements = judge();
  return all.map(({ test, name, base, head, error, outlasted }, index) => {
    const judgement = judgements[index] as WallJudgement;
    return { suite: test.suite, name, judgement, base, head, error, outlasted };
  });
}

/** Adds a pair to a benchmark's evidence, or marks it as set aside. */
function keepPair(
  one: Progress,
  { base, head }: PairOfForks,
  all: readonly Progress[],
  pairs: { measured: number; setAside: number },
): void {
  one.error ??= turnError(base, one.name, 'base') ?? turnError(head, one.name, 'head');
  if (base.state === 'failed' || head.state === 'failed') return;
  const [from, to] = [base.forks.get(one.name), head.forks.get(one.name)];
  if (from === undefined || to === undefined) return;
  // What is usual is told by the forks before this pair.
  const before = ({ uncounted, base, head }: Progress) => [...uncounted, ...base, ...head];
  const usual = usualDisturbance(all.flatMap(before), before(one));
  const reason = disturbedBecause(from, usual) ?? disturbedBecause(to, usual);
  one.base.push({ ...from, setAside: reason });
  one.head.push({ ...to, setAside: reason });
  pairs.measured += 1;
  if (reason === null) one.logRatios.push(pairLogRatio({ base: from.samples, head: to.samples }));
  else pairs.setAside += 1;
}
