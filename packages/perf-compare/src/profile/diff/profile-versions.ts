import type { Arm } from '../../versions/paired-benchmarks.ts';
import type { Side } from '../../versions/turn.ts';
import type {
  Compilation,
  Profiler,
  SampledIterations,
  TestPath,
} from '@night-pilot/perf-host/fork';
import { addTree, type CallNode, emptyTree, totalOf } from '../tree/call-tree.ts';
import { withCheckedLines } from '../tree/checked-lines.ts';
import { profileInFork, treeOfIteration } from '../record/profile-in-fork.ts';
import { outsideOfIteration } from '../record/unseen-time.ts';
import { blamedFunctions, type Timing } from './blamed-functions.ts';
import { changesOf, type FunctionChange } from './grown-functions.ts';

export interface ProfileVersionsOptions {
  test: TestPath;
  benchmark: string;
  /** @default 'cpu' */
  profiler?: Profiler;
  signal?: AbortSignal | undefined;
}

/** The profiles of a benchmark in two versions. */
export interface ProfiledVersions {
  profiler: Profiler;
  /** The stacks of one iteration, in ns or bytes: the mean of the less disturbed half of the forks. */
  trees: Record<Side, CallNode>;
  /** All functions, the one that grew most first. */
  changes: FunctionChange[];
  /** How `changes` were measured. */
  timing: Timing;
  /** Time of an iteration outside of the profiled thread, in ns: waiting, other threads, children. */
  outside: Record<Side, number>;
  /** The least disturbed fork of each version. */
  best: Record<Side, SampledIterations>;
}

interface ForkPlan {
  compilation: Compilation;
  /** Forks of each version. */
  forks: number;
  /** Duration of the profile of each fork, in ms. */
  timeMs: number;
}

const AS_USUAL: ForkPlan = { compilation: 'as-usual', forks: 4, timeMs: 300 };
const APART: ForkPlan = { compilation: 'nothing-inlined', forks: 4, timeMs: 300 };
const INTERPRETED: ForkPlan = { compilation: 'interpreted', forks: 3, timeMs: 250 };
/** No further round of forks begins after this time, in ms: iterations of seconds show the growth at once. */
const ENOUGH_MS = 20_000;
const LONG_ITERATION_MS = 200;
/** Allocations do not depend on how busy the machine is. */
const HEAP: ForkPlan = { compilation: 'nothing-inlined', forks: 1, timeMs: 400 };

const UNKNOWN = { timing: 'apart', outside: { base: 0, head: 0 } } as const;

/**
 * Profiles a benchmark in two versions, in fresh processes that take turns (A B B A …), so that a disturbance of the
 * machine hits both.
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
    const allocating = await withCheckedLines(changesOf(sampled.trees), arms.head.cwd);
    return { profiler, ...sampled, changes: allocating, ...UNKNOWN };
  }
  const usual = await inTurns(arms, options, AS_USUAL);
  const apart = await inTurns(arms, options, APART);
  // The interpreter takes up to a hundred times as long: for long iterations it is not worth minutes.
  const slowestMs = Math.max(totalOf(usual.trees.base), totalOf(usual.trees.head)) / 1e6;
  const interpreted =
    slowestMs > LONG_ITERATION_MS ? apart : await inTurns(arms, options, INTERPRETED);
  const trees = { usual: usual.trees, apart: apart.trees, interpreted: interpreted.trees };
  const { base, head } = usual.best;
  const outside = { base: outsideOfIteration(base), head: outsideOfIteration(head) };
  const { timing, changes } = blamedFunctions(trees);
  const checked = await withCheckedLines(changes, arms.head.cwd);
  return { profiler, ...usual, timing, changes: checked, outside };
}

async function inTurns(
  arms: Record<Side, Arm>,
  { test, benchmark, profiler = 'cpu', signal }: ProfileVersionsOptions,
  { forks, ...how }: ForkPlan,
): Promise<Pick<ProfiledVersions, 'trees' | 'best'>> {
  const taken: Record<Side, SampledIterations[]> = { base: [], head: [] };
  const start = performance.now();
  for (let round = 0; round < forks; round += 1) {
    if (round > 0 && performance.now() - start > ENOUGH_MS) break;
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

/** Selects the less disturbed half of the forks: in equal time they run most iterations. */
function lessDisturbed(
  taken: readonly SampledIterations[],
  root: string,
): { tree: CallNode; best: SampledIterations } {
  const sorted = taken.toSorted((a, b) => b.iterations - a.iterations);
  const half = sorted.slice(0, Math.ceil(sorted.length / 2));
  const [best] = half;
  if (best === undefined) throw new RangeError('Expected at least one fork, got 0.');
  const tree = emptyTree();
  for (const profiled of half) addTree(tree, treeOfIteration(profiled, root), 1 / half.length);
  return { tree, best };
}
