import { benchPlan, type DeclaredInTest, listBenchmarks } from '@night-pilot/perf-host/bench';
import type { Project } from '@night-pilot/perf-report/workspace';
import type { Environment } from '@night-pilot/perf-report';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import type { Problem } from './problem.ts';
import { suiteOf } from './titles.ts';

export interface DeclaredInHeadOptions {
  /** The project as it is in head. */
  project: Project;
  /** Bench files, absolute. */
  files: readonly string[];
  environment: Environment;
  signal?: AbortSignal | undefined;
}

/** Something that fails in head. A file is called by its path relative to the project, all else by its title. */
export interface HeadProblem extends Problem {
  part: 'file' | 'test' | 'benchmark';
}

/** The contents of head's bench files. */
export interface DeclaredInHead {
  /** Benchmarks of the tests that did not fail. */
  benchmarks: DeclaredInTest[];
  problems: HeadProblem[];
}

/**
 * Lists the benchmarks of head's bench files: runs every test once, without its benchmarks.
 *
 * @throws the reason of `signal` when it is aborted.
 */
export async function declaredInHead({
  project,
  files,
  environment,
  signal,
}: DeclaredInHeadOptions): Promise<DeclaredInHead> {
  const listed = await listBenchmarks({
    project,
    files,
    environment,
    limitMs: benchPlan(true).limitMs,
    signal,
  });
  signal?.throwIfAborted();
  const problems = listed.problems.flatMap(({ suite, name, ...metric }): HeadProblem[] => {
    if (metric.state !== 'failed') return [];
    const message = `head: ${metric.error.message}`;
    if (suite === '') return [{ part: 'file', what: name, message }];
    // A benchmark that nobody awaits fails alone: the others of its test are compared.
    const isAlone = metric.error.code === 'MEASURED_NOTHING';
    return isAlone
      ? [{ part: 'benchmark', what: [suite, name].join(SUITE_SEPARATOR), message }]
      : [{ part: 'test', what: suite, message }];
  });
  const broken = new Set(problems.map(({ what }) => what));
  const benchmarks = listed.benchmarks.filter(({ test }) => !broken.has(suiteOf(test)));
  return { benchmarks, problems };
}
