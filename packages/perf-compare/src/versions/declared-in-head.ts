import { benchPlan, type DeclaredInTest, runBenches } from '@night-pilot/perf-host/bench';
import type { Project } from '@night-pilot/perf-report/workspace';
import type { Environment } from '@night-pilot/perf-report';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import type { Problem } from './problem.ts';

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
  const declared: DeclaredInTest[] = [];
  const metrics = await runBenches({
    ...{ project, files, environment, wanted, signal, plan: benchPlan(true), take: 'names' },
    onDeclared: (benchmark) => declared.push(benchmark),
  });
  signal?.throwIfAborted();
  const problems = metrics.flatMap((metric): Problem[] => {
    if (metric.state !== 'failed') return [];
    // What measured nothing is told by its name: the others of its test are compared.
    const isAlone = metric.error.code === 'MEASURED_NOTHING';
    const what = isAlone ? [metric.suite, metric.name].join(SUITE_SEPARATOR) : metric.suite;
    return [{ what: what || metric.name, message: `head: ${metric.error.message}` }];
  });
  const broken = new Set(problems.map(({ what }) => what));
  const benchmarks = declared.filter(({ test }) => !broken.has(suiteOf(test)));
  return { benchmarks, problems };
}

/** The titles of a test's suites and its own, as one text. */
export function suiteOf(test: readonly string[]): string {
  return test.join(SUITE_SEPARATOR);
}
