import type { BenchInstrument, BenchInstruments } from '@night-pilot/perf-host/fork';
import { benchPlan } from '@night-pilot/perf-host/bench';
import { wallRules } from '../judge/wall-rules.ts';
import type { CountMemory } from '../remembered/count-memory.ts';
import type { PairedBenchmark } from '../versions/paired-benchmarks.ts';
import { benchTests } from './bench-turns.ts';
import { endOfBudget, endOfShare, startBudget } from './budget.ts';
import type { ComparisonRecord } from './comparison-record.ts';
import { measureInTurns } from './in-turns.ts';
import { judgeByCounts } from './judge-by-counts.ts';
import { findUnchanged, type SharedBenchmark, type UnchangedCounts } from './shared-pass.ts';
import { TotalBudgetShares } from './total-budget-shares.ts';

export interface JudgeBenchmarksOptions {
  /**
   * Instruments that judge every benchmark.
   *
   * @default those that a benchmark asks for, else counts, and wall time where these do not decide
   */
  instruments?: BenchInstruments | undefined;
  /**
   * Time of each benchmark, of all instruments together, on the clock, in ms.
   *
   * @default 60,000, except that counts end by themselves, and may take longer on a busy machine
   */
  budgetMs?: number | undefined;
  /** Time of the whole comparison, on the clock, in ms. @default no limit */
  totalBudgetMs?: number | undefined;
  /** The smallest change of wall time that matters, as a share. @default 0.0125 */
  minEffect?: number | undefined;
  /** Where counts are remembered from one comparison to the next. @default nowhere */
  memory?: CountMemory | undefined;
  /** Time that the comparison has used before, in ms. */
  spentMs: number;
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number, total: number, label: string) => void) | undefined;
}

/** Instruments that count, in the order in which they do. */
const COUNTED = ['instructions', 'allocated'] as const;

/** Time of a benchmark unless the caller says otherwise, in ms. */
export const BUDGET_MS = 60_000;

/** Unless the caller gives a budget, wall time has at least this after the counts, in ms. */
const LEAST_WALL_MS = 30_000;

/** A benchmark that wall time judges. */
interface TimedBenchmark {
  benchmark: PairedBenchmark;
  /** Why wall time judges it although counts were to. null: it was asked for. */
  because: string | null;
  /** Time that its counts used, in ms. */
  spentMs: number;
}

/** `endsAt`: end of the total budget, on the clock of `performance.now()`, in ms. */
type RunningOptions = JudgeBenchmarksOptions & { signal: AbortSignal; endsAt: number };

/** Judges benchmarks: first by counts, one benchmark after the other, then by wall time, all of them in turns. */
export async function judgeBenchmarks(
  benchmarks: readonly PairedBenchmark[],
  record: ComparisonRecord,
  options: JudgeBenchmarksOptions,
): Promise<void> {
  const { totalBudgetMs, spentMs, signal } = options;
  const leftMs = totalBudgetMs === undefined ? undefined : Math.max(0, totalBudgetMs - spentMs);
  const endsAt = performance.now() + (leftMs ?? Infinity);
  using total = startBudget({
    ms: leftMs,
    stop: endOfBudget('total budget', totalBudgetMs ?? Infinity),
    parent: signal,
  });
  const running = { ...options, signal: total.signal, endsAt };
  const timed = await judgeAllByCounts(benchmarks, record, running);
  if (timed.length > 0) await judgeAllByWall(timed, record, running);
}

/** Returns the instruments that somebody asked for: the caller, or the benchmark itself. null: nobody did. */
function askedFor(
  { instruments: ofBenchmark }: PairedBenchmark,
  { instruments }: JudgeBenchmarksOptions,
): BenchInstruments | null {
  return instruments ?? ofBenchmark;
}

/** @returns The benchmarks that wall time has to judge. */
async function judgeAllByCounts(
  benchmarks: readonly PairedBenchmark[],
  record: ComparisonRecord,
  options: RunningOptions,
): Promise<TimedBenchmark[]> {
  const startedAt = performance.now();
  const { unchanged, spentMs: spentTogether } = await findUnchanged(
    toCountTogether(benchmarks, options),
    {
      limitMs: options.budgetMs,
      memory: options.memory,
      signal: options.signal,
      onProgress: options.onProgress,
    },
  );
  const left = benchmarks.filter((one) => one.base !== null && !unchanged.has(one)).length;
  let alone = 0;
  const others = unchanged.size === 0 ? '' : ` (${unchanged.size} others are unchanged)`;
  const spentMs = options.spentMs + performance.now() - startedAt;
  const shares = sharesOf(left, { ...options, spentMs });
  const timed: TimedBenchmark[] = [];
  for (const benchmark of benchmarks) {
    const asked = askedFor(benchmark, options);
    if (benchmark.base === null) {
      record.addNew(benchmark, asked?.[0] ?? 'wall');
      continue;
    }
    const isWallAskedFor = asked?.includes('wall') ?? false;
    const counts = unchanged.get(benchmark);
    if (counts !== undefined) {
      addUnchanged(record, benchmark, { counts, isAskedFor: asked !== null });
      const spentMs = spentTogether.get(benchmark) ?? 0;
      if (isWallAskedFor) timed.push({ benchmark, because: null, spentMs });
      continue;
    }
    const aloneAt = performance.now();
    const because = await judgeOneByCounts({ ...benchmark, base: benchmark.base }, record, {
      ...options,
      spentMs: spentTogether.get(benchmark) ?? 0,
      shareMs: shares?.next({ isTimedToo: isWallAskedFor }),
      onInstrument: (instrument) => {
        const label = `${benchmark.suite}: ${benchmark.name}, ${instrument}${others}`;
        options.onProgress?.(alone, left, label);
      },
    });
    const aloneMs = performance.now() - aloneAt;
    alone += 1;
    // Nothing that was not asked for is measured.
    const isTimed = isWallAskedFor || (asked === null && because !== null);
    const spentMs = aloneMs + (spentTogether.get(benchmark) ?? 0);
    if (isTimed) timed.push({ benchmark, because: isWallAskedFor ? null : because, spentMs });
    shares?.use(aloneMs, { isTimed });
  }
  return timed;
}

/** Returns the benchmarks that are to be counted by their instructions at least, in both versions. */
function toCountTogether(
  benchmarks: readonly PairedBenchmark[],
  options: JudgeBenchmarksOptions,
): SharedBenchmark[] {
  return benchmarks.flatMap((benchmark) => {
    const asked = askedFor(benchmark, options);
    const instruments = COUNTED.filter((instrument) => asked?.includes(instrument) ?? true);
    const { base } = benchmark;
    if (base === null || !instruments.includes('instructions')) return [];
    return [{ benchmark, base, instruments }];
  });
}

function addUnchanged(
  record: ComparisonRecord,
  benchmark: PairedBenchmark,
  { counts, isAskedFor }: { counts: UnchangedCounts; isAskedFor: boolean },
): void {
  for (const [instrument, pair] of counts) {
    record.addCount(benchmark, instrument, {
      ...pair,
      isAskedFor,
      stop: null,
      countedWith: 'instructions',
      company: 'together',
    });
  }
}

function sharesOf(
  benchmarks: number,
  { totalBudgetMs, spentMs }: JudgeBenchmarksOptions,
): TotalBudgetShares | null {
  if (totalBudgetMs === undefined) return null;
  return new TotalBudgetShares({ leftMs: Math.max(0, totalBudgetMs - spentMs), benchmarks });
}

interface OneByCountsOptions extends RunningOptions {
  /** Time of this benchmark within the total budget, in ms. undefined: no limit. */
  shareMs: number | undefined;
  onInstrument: (instrument: BenchInstrument) => void;
}

async function judgeOneByCounts(
  benchmark: Parameters<typeof judgeByCounts>[0],
  record: ComparisonRecord,
  options: OneByCountsOptions,
): Promise<string | null> {
  const { budgetMs, totalBudgetMs = 0, shareMs, onInstrument, signal } = options;
  const asked = askedFor(benchmark, options);
  using share = startBudget({ ms: shareMs, stop: endOfShare(totalBudgetMs), parent: signal });
  // Counts end by themselves: only a budget that the caller gave limits them.
  using budget = startBudget({
    ms: budgetMs === undefined ? undefined : Math.max(0, budgetMs - options.spentMs),
    stop: endOfBudget('budget', budgetMs ?? BUDGET_MS),
    parent: share.signal,
  });
  return judgeByCounts(benchmark, {
    record,
    signal: budget.signal,
    instruments: COUNTED.filter((instrument) => asked?.includes(instrument) ?? true),
    isAskedFor: asked !== null,
    onProgress: onInstrument,
  });
}

async function judgeAllByWall(
  timed: readonly TimedBenchmark[],
  record: ComparisonRecord,
  options: RunningOptions,
): Promise<void> {
  const { signal, onProgress, budgetMs = BUDGET_MS, minEffect, endsAt } = options;
  const rules = wallRules(minEffect === undefined ? {} : { minEffect });
  const { timeMs, warmupTimeMs, limitMs } = benchPlan(false);
  const timedOf = (names: { suite: string; name: string }) =>
    timed.find(({ benchmark: { suite, name } }) => suite === names.suite && name === names.name);
  const mostSpentMs = options.budgetMs === undefined ? budgetMs - LEAST_WALL_MS : budgetMs;
  const tests = benchTests(
    timed.map(({ benchmark }) => benchmark),
    { timeMs, warmupTimeMs, limitMs },
  );
  const results = await measureInTurns(tests, {
    rules,
    budgetMs,
    isOnTheClock: options.budgetMs !== undefined,
    totalLeftMs: () => endsAt - performance.now(),
    spentMs: (names) => Math.min(mostSpentMs, timedOf(names)?.spentMs ?? 0),
    signal,
    onProgress: (undecided, total, label) =>
      onProgress?.(total - undecided, total, label === '' ? 'wall' : `${label}, wall`),
  });
  for (const result of results) {
    const because = timedOf(result)?.because ?? null;
    record.addTimes(result, { rules, because, benchmarks: results.length });
  }
}
