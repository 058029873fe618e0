import { join, relative, sep } from 'node:path';
import type { DeclaredInTest } from '@night-pilot/perf-host/bench';
import { assertContained } from '../checkout/assert-contained.ts';
import type { PreparedVersions } from '../checkout/prepare-versions.ts';
import type { Project } from '@night-pilot/perf-report/workspace';
import type { Environment } from '@night-pilot/perf-report';
import { BaseBenchmarks, benchmarkKey, type InBase } from './base-benchmarks.ts';
import { type DeclaredInHead, declaredInHead, suiteOf } from './declared-in-head.ts';
import { failuresInHead } from './failures-in-head.ts';
import { listShared, shareWithBase } from './list-base.ts';
import type { Problem } from './problem.ts';
import { benchFilesOf } from './own-bench-files.ts';
import type { Arm, BenchmarkNames, PairedBenchmark } from './paired-benchmarks.ts';

export interface PairVersionsOptions {
  project: Pick<Project, 'name'>;
  /** The project's folder, relative to the root of a version. */
  folder: string;
  /** Only this bench file of head, relative to the project. @default all of them */
  only?: string | undefined;
  environment: Environment;
  wanted: (suite: string) => boolean;
  signal?: AbortSignal | undefined;
}

export interface PairedVersions {
  /** All that head has, in the order of its bench files. */
  benchmarks: PairedBenchmark[];
  /** What base has and head does not. */
  gone: BenchmarkNames[];
  /** What is broken in a version. */
  problems: Problem[];
}

/**
 * Which benchmarks head has, and how base runs them. Head's bench file runs in both versions. What it cannot run in base,
 * base's own bench file runs there, with base's own copy of all that it needs; what that does not have either is new.
 *
 * @throws {PerfKitError} `CHECKOUT_LEAKS` when a benchmark's folder leads out of its version.
 * @throws the reason of `signal` when it is aborted.
 */
export async function pairVersions(
  versions: PreparedVersions,
  { project, folder, only, environment, wanted, signal }: PairVersionsOptions,
): Promise<PairedVersions> {
  const { head } = versions;
  const inHeadRoot = { name: project.name, root: join(head.root, folder) };
  const files = await benchFilesOf(inHeadRoot, head.root);
  const base = await shareWithBase(versions, { project, folder, files, wanted, signal });
  const paired = only === undefined ? files : [join(folder, only)];
  const inHead = await declaredInHead({
    ...{ project: inHeadRoot, environment, wanted, signal },
    files: paired.map((file) => join(head.root, file)),
  });
  const shared = await listShared(versions, base, {
    ...{ files: paired, inHead: inHead.benchmarks, wanted, signal },
  });
  const unchanged = [...shared].flatMap(([path, listed]) =>
    base.unchanged.has(path) ? [{ path, project: folder, successor: path, listed }] : [],
  );
  const inBase = new BaseBenchmarks(shared, [...base.own, ...unchanged]);
  const found = inHead.benchmarks.map((benchmark) => ({
    benchmark,
    found: inBase.find(benchmark, relative(head.root, benchmark.file)),
  }));
  const armOf = await armsOfBase(versions, { folder, found: found.map((one) => one.found) });
  const benchmarks = found.flatMap(({ benchmark, found: one }): PairedBenchmark[] =>
    one.state === 'broken'
      ? []
      : [pairOf(benchmark, { found: one, base: armOf(one), head: inHeadRoot, versions })],
  );
  const failures = await failuresInHead(
    benchmarks.filter((one) => one.base === null),
    signal,
  );
  return {
    benchmarks: benchmarks.filter((one) => !failures.has(one)),
    gone: only === undefined ? goneFrom(inBase, inHead, folder) : [],
    problems: [...inHead.problems, ...brokenInBase(found, folder), ...failures.values()],
  };
}

/** Where base runs what it has. Only what its own bench files run needs another checkout of it. */
async function armsOfBase(
  versions: PreparedVersions,
  { folder, found }: { folder: string; found: readonly InBase[] },
): Promise<(found: InBase) => Arm | null> {
  const paths = found.flatMap((one) => (one.state === 'own' ? [one.own.path] : []));
  const pristine = paths.length === 0 ? versions.base : await versions.pristineBase();
  if (paths.length > 0) assertContained(pristine, paths);
  return (one) => {
    if (one.state === 'shared') return { cwd: join(versions.base.root, folder), file: one.file };
    if (one.state !== 'own') return null;
    const { path, project } = one.own;
    return { cwd: join(pristine.root, project), file: join(pristine.root, path) };
  };
}

function pairOf(
  { test, name, instruments, file }: DeclaredInTest,
  {
    found,
    base,
    head,
    versions,
  }: { found: InBase; base: Arm | null; head: Project; versions: PreparedVersions },
): PairedBenchmark {
  const failure = 'failure' in found ? found.failure : null;
  const [reason = ''] = (failure?.message ?? '').split('\n');
  return {
    ...{ suite: suiteOf(test), name, test, instruments, base },
    head: { cwd: head.root, file },
    failsInBase: failure === null ? null : reason.replaceAll(`${versions.base.root}${sep}`, ''),
  };
}

/** Told once for each test, and for each file. */
function brokenInBase(
  all: readonly { benchmark: DeclaredInTest; found: InBase }[],
  folder: string,
): Problem[] {
  const problems = all.flatMap(({ benchmark, found }): Problem[] => {
    if (found.state !== 'broken') return [];
    const what = found.part === 'test' ? suiteOf(benchmark.test) : relative(folder, found.own.path);
    return [{ what, message: `base: ${found.failure.message}` }];
  });
  return [...new Map(problems.map((problem) => [problem.what, problem])).values()];
}

/** What base's own bench files have and head's do not; what is broken in head may be there. */
function goneFrom(
  inBase: BaseBenchmarks,
  inHead: DeclaredInHead,
  folder: string,
): BenchmarkNames[] {
  const known = new Set(inHead.benchmarks.map(benchmarkKey));
  const broken = new Set(inHead.problems.map(({ what }) => what));
  return inBase.own.flatMap(({ benchmark, own }) => {
    const { test, name, instruments } = benchmark;
    const suite = suiteOf(test);
    const isBroken =
      broken.has(suite) || (own.successor !== null && broken.has(relative(folder, own.successor)));
    return known.has(benchmarkKey(benchmark)) || isBroken ? [] : [{ suite, name, instruments }];
  });
}
