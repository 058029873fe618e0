import { join, relative, sep } from 'node:path';
import type { DeclaredInTest } from '@night-pilot/perf-host/bench';
import { assertContained } from '../checkout/assert-contained.ts';
import type { PreparedVersions } from '../checkout/prepare-versions.ts';
import type { Project } from '@night-pilot/perf-report/workspace';
import type { Environment } from '@night-pilot/perf-report';
import { BaseBenchmarks, benchmarkKey, type InBase } from './base-benchmarks.ts';
import { declaredInHead, type HeadProblem } from './declared-in-head.ts';
import { failuresInHead } from './failures-in-head.ts';
import { listShared, shareWithBase } from './list-base.ts';
import { benchFilesOf } from './own-bench-files.ts';
import type { Arm, BenchmarkNames, PairedBenchmark } from './paired-benchmarks.ts';
import type { Problem } from './problem.ts';
import { suiteOf, titleOf } from './titles.ts';

export interface PairVersionsOptions {
  project: Pick<Project, 'name'>;
  /** The project's folder, relative to the root of a version. */
  folder: string;
  /** Only this bench file of head, relative to the project. @default all of them */
  only?: string | undefined;
  /** Only benchmarks with this text in their suite or name. @default all */
  grep?: string | undefined;
  environment: Environment;
  signal?: AbortSignal | undefined;
}

export interface PairedVersions {
  /** The benchmarks of head, in the order of its bench files. */
  benchmarks: PairedBenchmark[];
  /** Benchmarks that base has and head does not. */
  gone: BenchmarkNames[];
  /** Files, tests and benchmarks that fail in a version. */
  problems: Problem[];
  /** Titles of all benchmarks of head, also of those that `grep` leaves out. */
  titles: string[];
}

/** A benchmark of head, and what base has of it. */
interface Found {
  benchmark: DeclaredInTest;
  inBase: InBase;
}

/**
 * Lists the benchmarks of head and finds how base runs each. Head's bench file runs in both versions. A benchmark that
 * it cannot run in base is run there by base's own bench file, with base's own copy of all that it needs. One that base's
 * own files do not have either is new.
 *
 * @throws {PerfKitError} `CHECKOUT_LEAKS` when a benchmark's folder leads out of its version.
 * @throws the reason of `signal` when it is aborted.
 */
export async function pairVersions(
  versions: PreparedVersions,
  { project, folder, only, grep = '', environment, signal }: PairVersionsOptions,
): Promise<PairedVersions> {
  const { head } = versions;
  const projectOfHead = { name: project.name, root: join(head.root, folder) };
  const allFiles = await benchFilesOf(projectOfHead, head.root);
  const sharedBase = await shareWithBase(versions, { project, folder, files: allFiles, signal });

  const files = only === undefined ? allFiles : [join(folder, only)];
  const inHead = await declaredInHead({
    project: projectOfHead,
    files: files.map((file) => join(head.root, file)),
    environment,
    signal,
  });
  const wanted = inHead.benchmarks.filter((benchmark) => titleOf(benchmark).includes(grep));

  const shared = await listShared(versions, sharedBase, { files, inHead: wanted, signal });
  const unchanged = [...shared].flatMap(([path, listed]) =>
    sharedBase.unchanged.has(path) ? [{ path, project: folder, successor: path, listed }] : [],
  );
  const base = new BaseBenchmarks(shared, [...sharedBase.own, ...unchanged]);
  const found = wanted.map((benchmark) => ({
    benchmark,
    inBase: base.find(benchmark, relative(head.root, benchmark.file)),
  }));

  const armOfBase = await armsOfBase(versions, { folder, found });
  const paired = found.flatMap(({ benchmark, inBase }): PairedBenchmark[] =>
    inBase.state === 'broken'
      ? []
      : [pairOf(benchmark, { inBase, base: armOfBase(inBase), head: projectOfHead, versions })],
  );
  const isNew = ({ base: arm }: PairedBenchmark) => arm === null;
  const failures = await failuresInHead(paired.filter(isNew), signal);
  return {
    benchmarks: paired.filter((benchmark) => !failures.has(benchmark)),
    gone: only === undefined ? goneFrom(base, { inHead, folder, grep }) : [],
    problems: [
      ...inHead.problems.filter((problem) => isWanted(problem, { base, grep })),
      ...brokenInBase(found, folder),
      ...failures.values(),
    ],
    titles: inHead.benchmarks.map(titleOf),
  };
}

/** Says where base runs what it has. Only its own bench files need another checkout of base. */
async function armsOfBase(
  versions: PreparedVersions,
  { folder, found }: { folder: string; found: readonly Found[] },
): Promise<(inBase: InBase) => Arm | null> {
  const paths = found.flatMap(({ inBase }) => (inBase.state === 'own' ? [inBase.own.path] : []));
  const pristine = paths.length === 0 ? versions.base : await versions.pristineBase();
  if (paths.length > 0) assertContained(pristine, paths);
  return (inBase) => {
    if (inBase.state === 'shared') {
      return { cwd: join(versions.base.root, folder), file: inBase.file };
    }
    if (inBase.state !== 'own') return null;
    const { path, project } = inBase.own;
    return { cwd: join(pristine.root, project), file: join(pristine.root, path) };
  };
}

function pairOf(
  { test, name, instruments, file }: DeclaredInTest,
  options: { inBase: InBase; base: Arm | null; head: Project; versions: PreparedVersions },
): PairedBenchmark {
  const { inBase, base, head, versions } = options;
  const failure = 'failure' in inBase ? inBase.failure : null;
  const [reason = ''] = (failure?.message ?? '').split('\n');
  return {
    suite: suiteOf(test),
    name,
    test,
    instruments,
    base,
    head: { cwd: head.root, file },
    failsInBase: failure === null ? null : reason.replaceAll(`${versions.base.root}${sep}`, ''),
  };
}

/** Names each broken test and each broken file of base once. */
function brokenInBase(found: readonly Found[], folder: string): Problem[] {
  const problems = found.flatMap(({ benchmark, inBase }): Problem[] => {
    if (inBase.state !== 'broken') return [];
    const what =
      inBase.part === 'test' ? suiteOf(benchmark.test) : relative(folder, inBase.own.path);
    return [{ what, message: `base: ${inBase.failure.message}` }];
  });
  return [...new Map(problems.map((problem) => [problem.what, problem])).values()];
}

interface HeadContents {
  inHead: { benchmarks: readonly DeclaredInTest[]; problems: readonly HeadProblem[] };
  folder: string;
  grep: string;
}

/** The benchmarks of base's own bench files that head's files do not have. One that is broken in head may be there. */
function goneFrom(base: BaseBenchmarks, { inHead, folder, grep }: HeadContents): BenchmarkNames[] {
  const known = new Set(inHead.benchmarks.map(benchmarkKey));
  const broken = new Set(inHead.problems.map(({ what }) => what));
  return base.own.flatMap(({ benchmark, own }) => {
    const { test, name, instruments } = benchmark;
    const suite = suiteOf(test);
    const isBroken =
      broken.has(suite) || (own.successor !== null && broken.has(relative(folder, own.successor)));
    const isGone = !known.has(benchmarkKey(benchmark)) && !isBroken;
    return isGone && titleOf(benchmark).includes(grep) ? [{ suite, name, instruments }] : [];
  });
}

/** A broken file or test may hold wanted benchmarks: of a test, base may know their names. */
function isWanted(
  { part, what }: HeadProblem,
  { base, grep }: { base: BaseBenchmarks; grep: string },
): boolean {
  if (part === 'file' || what.includes(grep)) return true;
  return base.own.some(
    ({ benchmark }) => suiteOf(benchmark.test) === what && titleOf(benchmark).includes(grep),
  );
}
