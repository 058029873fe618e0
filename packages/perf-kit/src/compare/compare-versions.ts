import { relative } from 'node:path';
import type { BenchInstruments } from '../bench/bench-options.ts';
import { benchPlan } from '../bench/plan.ts';
import { prepareVersions } from '../checkout/prepare-versions.ts';
import { findRepository } from '../checkout/repository.ts';
import { PerfKitError } from '../errors.ts';
import { wallRules } from '../judge/wall-rules.ts';
import { detectEnvironment } from '../report/environment.ts';
import type { Project } from '../report/project.ts';
import { benchTests } from './bench-turns.ts';
import { endOfBudget, startBudget } from './budget.ts';
import { type ComparedVersions, Gathered } from './gathered.ts';
import { measureInTurns } from './in-turns.ts';
import { judgeByCounts } from './judge-by-counts.ts';
import { profileRegressions, type RegressionProfile } from './profile-regressions.ts';
import { pairVersions } from './pair-versions.ts';
import { ownFileNotes, type PairedBenchmark } from './paired-benchmarks.ts';

export interface CompareVersionsOptions {
  /** The project as it is in the present work tree. */
  project: Project;
  /** Branch, tag, commit or expression such as `HEAD~1`. */
  base: string;
  /** The same; null is the work tree as it is now. */
  head: string | null;
  /** What to judge every benchmark by. undefined: what each asks for, else counts, and wall where it cannot be counted. */
  instruments?: BenchInstruments | undefined;
  /** Only what has this text in its suite. @default everything */
  grep?: string | undefined;
  /**
   * What a benchmark may take by all instruments together, on the clock, in ms.
   *
   * @default 60,000; counts end by themselves then, and may take longer on a busy machine
   */
  budgetMs?: number | undefined;
  /** What all benchmarks may take together, on the clock, in ms. @default without an end */
  totalBudgetMs?: number | undefined;
  /** The smallest change of wall time that matters, as a share. @default 0.0125 */
  minEffect?: number | undefined;
  /** Profile what regressed in both versions. @default false */
  profile?: boolean | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number, total: number, label: string) => void) | undefined;
}

/** Counted by default where that is possible. */
const COUNTED = ['instructions', 'allocated'] as const;

/** What a benchmark may take where nobody said. */
const BUDGET_MS = 60_000;

/** Wall has at least this where nobody said, whatever the counts took. */
const LEAST_WALL_MS = 30_000;

/**
 * Measures the benchmarks of a project in two versions side by side and judges what changed. Each version resolves
 * its own sources and dependencies; head's bench files run against both, and base's own where head's cannot.
 *
 * @returns What was measured; when `signal` is aborted, until then. Everything that was made is removed.
 * @throws {PerfKitError} where a version cannot be prepared, or there is nothing to compare; everything that was made
 *   is removed then.
 * @throws the reason of `signal` when it is aborted before anything was measured; the same is removed.
 */
export async function compareVersions(
  options: CompareVersionsOptions,
): Promise<ComparedVersions & { profiles: RegressionProfile[]; notes: string[] }> {
  const { project, base, head, grep = '', signal, onProgress } = options;
  const startedAt = new Date();
  const repository = await findRepository(project.root, signal);
  const inRepository = relative(repository.root, project.root);
  const versions = await prepareVersions({ root: project.root, base, head, signal, onProgress });
  try {
    const environment = detectEnvironment();
    const wanted = (suite: string) => suite.includes(grep);
    const paired = await pairVersions(versions, {
      ...{ project, folder: inRepository, environment, wanted, signal },
    });
    if ([paired.benchmarks, paired.gone, paired.problems].every(({ length }) => length === 0)) {
      throw new PerfKitError(
        'NOTHING_TO_MEASURE',
        `Project ${project.name} has no benchmarks${grep === '' ? '' : ` with "${grep}" in their suite`} in ${versions.head.label}.`,
      );
    }
    const record = new Gathered(versions, { project, startedAt, environment });
    record.problems.push(...paired.problems);
    await compare(paired.benchmarks, record, options);
    for (const one of paired.gone) {
      record.missingInHead(one, (options.instruments ?? one.instruments)?.[0] ?? 'wall');
    }
    const compared = record.result({ isInterrupted: signal?.aborted === true });
    if (record.isEmpty) signal?.throwIfAborted();
    const profiles =
      options.profile === true
        ? await profileRegressions(compared, paired.benchmarks, { signal, onProgress })
        : [];
    return { ...compared, profiles, notes: ownFileNotes(paired.benchmarks) };
  } finally {
    onProgress?.(1, 1, 'removing both versions');
    await versions[Symbol.asyncDispose]();
  }
}

/** A benchmark that wall judges. */
interface Timed {
  benchmark: PairedBenchmark;
  /** Why it was asked where the counts were to judge. null: it was chosen. */
  because: string | null;
  /** What its counts took, in ms. */
  spentMs: number;
}

async function compare(
  benchmarks: readonly PairedBenchmark[],
  record: Gathered,
  options: CompareVersionsOptions,
): Promise<void> {
  const { signal, onProgress, budgetMs = BUDGET_MS, totalBudgetMs } = options;
  const ended = totalBudgetMs === undefined ? '' : endOfBudget('total budget', totalBudgetMs);
  using total = startBudget({ ms: totalBudgetMs, ended, parent: signal });
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
  options: CompareVersionsOptions & { signal: AbortSignal },
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
