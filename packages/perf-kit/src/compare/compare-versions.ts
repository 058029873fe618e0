import { join, relative } from 'node:path';
import type { BenchInstruments } from '../bench/bench-options.ts';
import { benchPlan } from '../bench/plan.ts';
import { prepareVersions, type Version } from '../checkout/prepare-versions.ts';
import { findRepository } from '../checkout/repository.ts';
import { shareBenchFiles } from '../checkout/share-bench-files.ts';
import { PerfKitError } from '../errors.ts';
import { wallRules } from '../judge/wall-rules.ts';
import { unlessAborted } from '../measure/unless-aborted.ts';
import { detectEnvironment } from '../report/environment.ts';
import type { Project } from '../report/project.ts';
import type { PerfReport } from '../report/schema.ts';
import { benchTests } from './bench-turns.ts';
import { countPair } from './count-pair.ts';
import { type ComparedVersions, Gathered } from './gathered.ts';
import { measureInTurns } from './in-turns.ts';
import { profileRegressions, type RegressionProfile } from './profile-regressions.ts';
import { benchFilesOf, type PairedBenchmark, pairBenchmarks } from './paired-benchmarks.ts';

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
  /** Wall time of each benchmark, both versions together, in ms. @default 60,000 */
  budgetMs?: number | undefined;
  /** The smallest change of wall time that matters, as a share. @default 0.0125 */
  minEffect?: number | undefined;
  /** Profile what regressed in both versions. @default false */
  profile?: boolean | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number, total: number, label: string) => void) | undefined;
}

/** Counted by default where that is possible. */
const COUNTED = ['instructions', 'allocated'] as const;

/**
 * Measures the benchmarks of a project in two versions side by side and judges what changed. Each version resolves
 * its own sources and dependencies; head's bench files run against both.
 *
 * @returns What was measured; when `signal` is aborted, until then. Everything that was made is removed.
 * @throws {PerfKitError} where a version cannot be prepared, or there is nothing to compare; everything that was made
 *   is removed then.
 * @throws the reason of `signal` when it is aborted before anything was measured; the same is removed.
 */
export async function compareVersions(
  options: CompareVersionsOptions,
): Promise<ComparedVersions & { profiles: RegressionProfile[] }> {
  const { project, base, head, grep = '', signal, onProgress } = options;
  const startedAt = new Date();
  const repository = await findRepository(project.root, signal);
  const inRepository = relative(repository.root, project.root);
  const versions = await prepareVersions({ root: project.root, base, head, signal, onProgress });
  try {
    const projectOf = (version: Version) => ({
      name: project.name,
      root: join(version.root, inRepository),
    });
    const projects = { base: projectOf(versions.base), head: projectOf(versions.head) };
    const files = await benchFilesOf(projects.head);
    await shareBenchFiles(
      versions,
      files.map((file) => join(inRepository, file)),
    );
    const environment = detectEnvironment();
    const wanted = (suite: string) => suite.includes(grep);
    const paired = await pairBenchmarks({ ...projects, files, environment, wanted, signal });
    if (paired.benchmarks.length === 0 && paired.problems.length === 0) {
      throw new PerfKitError(
        'NOTHING_TO_MEASURE',
        `Project ${project.name} has no benchmarks${grep === '' ? '' : ` with "${grep}" in their suite`} in ${versions.head.label}.`,
      );
    }
    const record = new Gathered(versions, { project, startedAt, environment });
    record.problems.push(...paired.problems);
    await compare(paired.benchmarks, record, options);
    const compared = record.result({ isInterrupted: signal?.aborted === true });
    if (![compared.base, compared.head].some(hasValues)) signal?.throwIfAborted();
    const profiles =
      options.profile === true
        ? await profileRegressions(compared, paired.benchmarks, { signal, onProgress })
        : [];
    return { ...compared, profiles };
  } finally {
    onProgress?.(1, 1, 'removing both versions');
    await versions[Symbol.asyncDispose]();
  }
}

async function compare(
  benchmarks: readonly PairedBenchmark[],
  record: Gathered,
  options: CompareVersionsOptions,
): Promise<void> {
  const timed: PairedBenchmark[] = [];
  for (const [index, benchmark] of benchmarks.entries()) {
    const { base, head, suite, name, test } = benchmark;
    const chosen = options.instruments ?? benchmark.instruments;
    if (base === null) {
      record.missingInBase(benchmark, chosen?.[0] ?? 'wall');
      continue;
    }
    let isTimed = chosen?.includes('wall') ?? false;
    for (const instrument of COUNTED.filter((one) => chosen?.includes(one) ?? true)) {
      options.onProgress?.(index, benchmarks.length, `${suite}: ${name}, ${instrument}`);
      const { signal } = options;
      const arms = { base, head };
      const of = { instrument, test, benchmark: name, signal };
      const pair = await unlessAborted(signal, () => countPair(arms, of));
      if (pair === null) {
        record.interrupted(benchmark, instrument);
        continue;
      }
      const isRefused = record.counted(benchmark, instrument, pair);
      // What allocates too much for one young generation is still judged by its instructions.
      if (isRefused && (instrument === 'instructions' || chosen?.length === 1)) isTimed = true;
    }
    if (isTimed) timed.push(benchmark);
  }
  if (timed.length === 0) return;
  const rules = wallRules(options.minEffect === undefined ? {} : { minEffect: options.minEffect });
  const { timeMs, warmupTimeMs, limitMs } = benchPlan(false);
  const { signal } = options;
  const results = await measureInTurns(
    benchTests(timed, { timeMs, warmupTimeMs, limitMs, signal }),
    {
      rules,
      budgetMs: options.budgetMs ?? 60_000,
      signal: options.signal,
      onProgress: (undecided, total, label) =>
        options.onProgress?.(total - undecided, total, label === '' ? 'wall' : `${label}, wall`),
    },
  );
  for (const result of results) record.timed(result, { rules, benchmarks: results.length });
}

function hasValues({ metrics }: PerfReport): boolean {
  return metrics.some(({ state }) => state === 'measured');
}
