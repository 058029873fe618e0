import { relative } from 'node:path';
import type { BenchInstruments } from '../bench/bench-options.ts';
import { benchPlan } from '../bench/plan.ts';
import { type DeclaredInTest, runBenches } from '../bench/run-benches.ts';
import type { TestPath } from '../fork/protocol.ts';
import { findFiles } from '../project/find-files.ts';
import type { Project } from '../report/project.ts';
import type { Environment } from '../report/schema.ts';
import { SUITE_SEPARATOR } from '../report/series.ts';
import type { Problem } from './outcome.ts';

/** One version of a benchmark: where its processes run, and its file there. */
export interface Arm {
  /** Root of the measured project in this version. */
  cwd: string;
  /** Absolute path of the bench file in this version. */
  file: string;
}

/** A benchmark that head has. */
export interface PairedBenchmark {
  suite: string;
  name: string;
  test: TestPath;
  /** The instruments that it asks for. null: it leaves the choice to perf-kit. */
  instruments: BenchInstruments | null;
  /** null: base does not have it. */
  base: Arm | null;
  head: Arm;
}

export interface PairBenchmarksOptions {
  /** The project as it is in each version. */
  base: Project;
  head: Project;
  /** Relative to the project's root. */
  files: readonly string[];
  environment: Environment;
  wanted: (suite: string) => boolean;
  signal?: AbortSignal | undefined;
}

/** Which benchmarks head has, and where base has them; runs every test of both once, without its benchmarks. */
export async function pairBenchmarks(
  options: PairBenchmarksOptions,
): Promise<{ benchmarks: PairedBenchmark[]; problems: Problem[] }> {
  const problems: Problem[] = [];
  const base = await declaredIn('base', options, problems);
  const head = await declaredIn('head', options, problems);
  const keyOf = ({ test, name }: DeclaredInTest) => JSON.stringify([test, name]);
  const before = new Map(base.map((benchmark) => [keyOf(benchmark), benchmark]));
  const benchmarks = head.map((benchmark): PairedBenchmark => {
    const { test, name, instruments, file } = benchmark;
    const other = before.get(keyOf(benchmark));
    return {
      suite: test.join(SUITE_SEPARATOR),
      name,
      test,
      instruments,
      base: other === undefined ? null : { cwd: options.base.root, file: other.file },
      head: { cwd: options.head.root, file },
    };
  });
  // What base cannot run is told once, as a problem, and not as something that it lacks.
  const broken = new Set(problems.map(({ what }) => what));
  return { benchmarks: benchmarks.filter(({ suite }) => !broken.has(suite)), problems };
}

async function declaredIn(
  side: 'base' | 'head',
  options: PairBenchmarksOptions,
  problems: Problem[],
): Promise<DeclaredInTest[]> {
  const project = options[side];
  const declared: DeclaredInTest[] = [];
  const failed = await runBenches({
    project,
    files: options.files.map((file) => `${project.root}/${file}`),
    environment: options.environment,
    plan: benchPlan(true),
    take: 'names',
    wanted: options.wanted,
    onDeclared: (benchmark) => declared.push(benchmark),
    signal: options.signal,
  });
  options.signal?.throwIfAborted();
  for (const metric of failed) {
    if (metric.state !== 'failed') continue;
    // What measured nothing is told by its name: the others of its test are compared.
    const isAlone = metric.error.code === 'MEASURED_NOTHING';
    const what = isAlone ? [metric.suite, metric.name].join(SUITE_SEPARATOR) : metric.suite;
    problems.push({
      what: what || metric.name,
      message: `${side}: ${metric.error.message}`,
    });
  }
  return declared;
}

/** The bench files of head, relative to the root of the project. */
export async function benchFilesOf(project: Project): Promise<string[]> {
  const files = await findFiles(project, 'bench');
  return files.map((file) => relative(project.root, file));
}
