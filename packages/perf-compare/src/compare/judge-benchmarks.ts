import type { BenchInstruments } from '@night-pilot/perf-host/fork';
import { benchPlan } from '@night-pilot/perf-host/bench';
import { wallRules } from '../judge/wall-rules.ts';
import { benchTests } from './bench-turns.ts';
import { endOfBudget, startBudget } from './budget.ts';
import type { Gathered } from './gathered.ts';
import { measureInTurns } from './in-turns.ts';
import { judgeByCounts } from './judge-by-counts.ts';
import type { PairedBenchmark } from '../versions/paired-benchmarks.ts';

export interface JudgeBenchmarksOptions {
  /** What to judge every benchmark by. undefined: what each asks for, else counts, and wall where it cannot be counted. */
  instruments?: BenchInstruments | undefined;
  /**
   * What a benchmark may take by all instruments together, on the clock, in ms.
   *
   * @default 60,000; counts end by themselves then, and may take longer on a busy machine
   */
  budgetMs?: number | undefined;
  /** What the whole comparison may take, on the clock, in ms. @default without an end */
  totalBudgetMs?: number | undefined;
  /** The smallest change of wall time that matters, as a share. @default 0.0125 */
  minEffect?: number | undefined;
  /** What the comparison took before, in ms. */
  spentMs: number;
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number, total: number, label: string) => void) | undefined;
}

/** Counted by default where that is possible. */
const COUNTED = ['instructions', 'allocated'] as const;

/** What a benchmark may take where nobody said. */
const BUDGET_MS = 60_000;

/** Wall has at least this where nobody said, whatever the counts took. */
const LEAST_WALL_MS = 30_000;

/** A benchmark that wall judges. */
interface Timed {
  benchmark: PairedBenchmark;
  /** Why it was asked where the counts were to judge. null: it was chosen. */
  because: string | null;
  /** What its counts took, in ms. */
  spentMs: number;
}

/**
 * Judges benchmarks by what each asks for: counts one after the other, and then wall time of all that it has to judge in
 * turns.
 */
export async function judgeBenchmarks(
  benchmarks: readonly PairedBenchmark[],
  record: Gathered,
  options: JudgeBenchmarksOptions,
): Promise<void> {
  const { signal, onProgress, budgetMs = BUDGET_MS, totalBudgetMs, spentMs: before } = options;
  using total = startBudget({
    ms: totalBudgetMs === undefined ? undefined : Math.max(0, totalBudgetMs - before),
    ended: endOfBudget('total budget', totalBudgetMs ?? Infinity),
    parent: signal,
  });
  const timed: Timed[] = [];
  for (const [index, benchmark] of benchmarks.entries()) {
    const { base, suite, name } = benchmark;
    const chosen = options.instruments ?? benchmark.instruments;
    if (base === null) {
      record.missingInBase(benchmark, chosen?.[0] ?? 'wall');
      continue;
    }
    const startedAt = performance.now();
    // Counts end by themselves: only a budget that was asked for is one on the clock.
    using budget = startBudget({
      ms: options.budgetMs,
      ended: endOfBudget('budget', budgetMs),
      parent: total.signal,
    });
    const because = await judgeByCounts(
      { ...benchmark, base },
      {
        ...{ record, signal: budget.signal },
        instruments: COUNTED.filter((instrument) => chosen?.includes(instrument) ?? true),
        onProgress: (instrument) =>
          onProgress?.(index, benchmarks.length, `${suite}: ${name}, ${instrument}`),
      },
    );
    const isChosen = chosen?.includes('wall') ?? false;
    const spentMs = performance.now() - startedAt;
    if (isChosen) timed.push({ benchmark, because: null, spentMs });
    else if (because !== null) timed.push({ benchmark, because, spentMs });
  }
  if (timed.length > 0) await judgeByWall(timed, record, { ...options, signal: total.signal });
}

async function judgeByWall(
  timed: readonly Timed[],
  record: Gathered,
  options: JudgeBenchmarksOptions & { signal: AbortSignal },
): Promise<void> {
  const { signal, onProgress, budgetMs = BUDGET_MS } = options;
  const rules = wallRules(options.minEffect === undefined ? {} : { minEffect: options.minEffect });
  const { timeMs, warmupTimeMs, limitMs } = benchPlan(false);
  const of = ({ suite, name }: { suite: string; name: string }) =>
    timed.find(({ benchmark }) => benchmark.suite === suite && benchmark.name === name);
  const mostSpentMs = options.budgetMs === undefined ? budgetMs - LEAST_WALL_MS : budgetMs;
  const results = await measureInTurns(
    benchTests(
      timed.map(({ benchmark }) => benchmark),
      { timeMs, warmupTimeMs, limitMs },
    ),
    {
      ...{ rules, budgetMs, signal, isOnTheClock: options.budgetMs !== undefined },
      spentMs: (benchmark) => Math.min(mostSpentMs, of(benchmark)?.spentMs ?? 0),
      onProgress: (undecided, total, label) =>
        onProgress?.(total - undecided, total, label === '' ? 'wall' : `${label}, wall`),
    },
  );
  for (const result of results) {
    const because = of(result)?.because ?? null;
    record.timed(result, { rules, because, benchmarks: results.length });
  }
}
