import type { Arm } from '../../compare/paired-benchmarks.ts';
import type { Side } from '../../compare/turn.ts';
import type { TestPath } from '../../fork/protocol.ts';
import { addTree, type CallNode, emptyTree } from '../call-tree.ts';
import { profileInFork, type SampledIterations, treeOfIteration } from '../profile-in-fork.ts';
import type { Profiler } from '../profiled-iterations.ts';
import { changesOf, type FunctionChange } from './grown-functions.ts';
import { foundAgain } from './lost-functions.ts';

export interface ProfileVersionsOptions {
  test: TestPath;
  benchmark: string;
  /** @default 'cpu' */
  profiler?: Profiler;
  signal?: AbortSignal | undefined;
}

/** A benchmark in two versions under a profiler. */
export interface ProfiledVersions {
  profiler: Profiler;
  /** The stacks of one iteration: the mean of all forks. In ns or bytes. */
  trees: Record<Side, CallNode>;
  /** All functions, the one that grew most first. */
  changes: FunctionChange[];
  /** The first fork of each version. */
  first: Record<Side, SampledIterations>;
}

/** Forks of each version as they are, and in V8's interpreter; and the time that each profiles, in ms. */
const COMPILED = { forks: 4, timeMs: 400, isInterpreted: false };
const INTERPRETED = { forks: 2, timeMs: 300, isInterpreted: true };
/** What is allocated does not depend on how busy the machine is. */
const HEAP = { forks: 1, timeMs: 400, isInterpreted: false };

/**
 * Profiles a benchmark in two versions: fresh processes that take turns (A B B A …), so that what
 * disturbs the machine for a while hits both.
 *
 * @throws {PerfKitError} `PROFILE_FAILED` when the benchmark failed in a version.
 * @throws the reason of `signal` when it is aborted; no process is left then.
 */
export async function profileVersions(
  arms: Record<Side, Arm>,
  options: ProfileVersionsOptions,
): Promise<ProfiledVersions> {
  const { profiler = 'cpu' } = options;
  if (profiler === 'heap') {
    const sampled = await inTurns(arms, options, HEAP);
    return { profiler, ...sampled, changes: changesOf(sampled.trees) };
  }
  const compiled = await inTurns(arms, options, COMPILED);
  const changes = changesOf(compiled.trees);
  const interpreted = await inTurns(arms, options, INTERPRETED);
  return { profiler, ...compiled, changes: foundAgain(changes, interpreted.trees) };
}

async function inTurns(
  arms: Record<Side, Arm>,
  { test, benchmark, profiler = 'cpu', signal }: ProfileVersionsOptions,
  { forks, ...how }: typeof COMPILED,
): Promise<Pick<ProfiledVersions, 'trees' | 'first'>> {
  const trees = { base: emptyTree(), head: emptyTree() };
  const first: Partial<Record<Side, SampledIterations>> = {};
  for (let round = 0; round < forks; round += 1) {
    const turns = ['base', 'head'] as const;
    for (const side of round % 2 === 0 ? turns : turns.toReversed()) {
      const target = { ...arms[side], test, benchmark };
      const profiled = await profileInFork(target, { profiler, ...how, signal });
      first[side] ??= profiled;
      addTree(trees[side], treeOfIteration(profiled, arms[side].cwd), 1 / forks);
    }
  }
  return { trees, first: first as Record<Side, SampledIterations> };
}
