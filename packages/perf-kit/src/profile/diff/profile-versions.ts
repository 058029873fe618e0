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
  /** The stacks of one iteration: the mean of the less disturbed half of the forks. In ns or bytes. */
  trees: Record<Side, CallNode>;
  /** All functions, the one that grew most first. */
  changes: FunctionChange[];
  /** The least disturbed fork of each version. */
  best: Record<Side, SampledIterations>;
}

/** Forks of each version as they are, and in V8's interpreter; and the time that each profiles, in ms. */
const COMPILED = { forks: 4, timeMs: 300, isInterpreted: false };
const INTERPRETED = { forks: 3, timeMs: 250, isInterpreted: true };
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
): Promise<Pick<ProfiledVersions, 'trees' | 'best'>> {
  const taken: Record<Side, SampledIterations[]> = { base: [], head: [] };
  for (let round = 0; round < forks; round += 1) {
    const turns = ['base', 'head'] as const;
    for (const side of round % 2 === 0 ? turns : turns.toReversed()) {
      const target = { ...arms[side], test, benchmark };
      taken[side].push(await profileInFork(target, { profiler, ...how, signal }));
    }
  }
  const base = lessDisturbed(taken.base, arms.base.cwd);
  const head = lessDisturbed(taken.head, arms.head.cwd);
  return {
    trees: { base: base.tree, head: head.tree },
    best: { base: base.best, head: head.best },
  };
}

/** In equal time a fork that nothing disturbed gets through most iterations. */
function lessDisturbed(
  taken: readonly SampledIterations[],
  root: string,
): { tree: CallNode; best: SampledIterations } {
  const sorted = taken.toSorted((one, other) => other.iterations - one.iterations);
  const half = sorted.slice(0, Math.ceil(sorted.length / 2));
  const [best] = half;
  if (best === undefined) throw new RangeError('Expected at least one fork, got 0.');
  const tree = emptyTree();
  for (const profiled of half) addTree(tree, treeOfIteration(profiled, root), 1 / half.length);
  return { tree, best };
}
