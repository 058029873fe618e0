import { benchPlan, type DeclaredInTest, listBenchmarks } from '@night-pilot/perf-host/bench';
import type { Project } from '@night-pilot/perf-report/workspace';
import type { Environment } from '@night-pilot/perf-report';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import type { Problem } from '../compare/outcome.ts';

export interface DeclaredInHeadOptions {
  /** The project as it is in head. */
  project: Project;
  /** Bench files, absolute. */
  files: readonly string[];
  environment: Environment;
  wanted: (suite: string) => boolean;
  signal?: AbortSignal | undefined;
}

/** What the bench files of head hold. */
export interface DeclaredInHead {
  /** Of tests that did not fail. */
  benchmarks: DeclaredInTest[];
  /** Tests and files that failed: by their suite, or by their path relative to the project. */
  problems: Problem[];
}

/**
 * The benchmarks of head's bench files: runs every test once, without its benchmarks.
 *
 * @throws the reason of `signal` when it is aborted.
 */
export async function declaredInHead({
  project,
  files,
  environment,
  wanted,
  signal,
}: DeclaredInHeadOptions): Promise<DeclaredInHead> {
  const listed = await listBenchmarks({
    project,
    files,
    environment,
    wanted,
    limitMs: benchPlan(true).limitMs,
    signal,
  });
  signal?.throwIfAborted();
  const problems = listed.problems.flatMap((metric): Problem[] => {
    if (metric.state !== 'failed') return [];
    // What measured nothing is told by its name: the others of its test are compared.
    const isAlone = metric.error.code === 'MEASURED_NOTHING';
    const what = isAlone ? [metric.suite, metric.name].join(SUITE_SEPARATOR) : metric.suite;
    return [{ what: what || metric.name, message: `head: ${metric.error.message}` }];
  });
  const broken = new Set(problems.map(({ what }) => what));
  const benchmarks = listed.benchmarks.filter(({ test }) => !broken.has(suiteOf(test)));
  return { benchmarks, problems };
}

/** The titles of a test's suites and its own, as one text. */
export function suiteOf(test: readonly string[]): string {
  return test.join(SUITE_SEPARATOR);
}
