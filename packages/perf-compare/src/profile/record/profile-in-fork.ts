import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import {
  type Compilation,
  type FailureDescription,
  type ProfiledIterations,
  type Profiler,
  runInFork,
  type SampledIterations,
  type TestPath,
} from '@night-pilot/perf-host/fork';
import { HARNESS_FILES } from '@night-pilot/perf-host/bench';
import {
  type CallNode,
  emptyTree,
  addTree,
  treeOfCpuProfile,
  treeOfHeapProfile,
} from '../tree/call-tree.ts';

/** A benchmark and where its process runs. */
export interface ProfileTarget {
  /** Root of the project. */
  cwd: string;
  file: string;
  test: TestPath;
  benchmark: string;
}

export interface ProfileInForkOptions {
  profiler: Profiler;
  /** Duration of the profile, in ms. */
  timeMs: number;
  /** @default 'as-usual' */
  compilation?: Compilation;
  signal?: AbortSignal | undefined;
}

/** A fork that takes longer than this and the duration of its profile is killed, in ms. */
const LIMIT_MS = 60_000;

/**
 * Profiles a benchmark in a fresh process: only its iterations, after they are warm.
 *
 * @throws {PerfKitError} `PROFILE_FAILED` when the benchmark failed.
 * @throws the reason of `signal` when it is aborted; the process is gone then.
 */
export async function profileInFork(
  { cwd, ...target }: ProfileTarget,
  { profiler, timeMs, compilation = 'as-usual', signal }: ProfileInForkOptions,
): Promise<SampledIterations> {
  const request = { do: 'profile-benchmark', ...target, profiler, timeMs, compilation } as const;
  let profiled: ProfiledIterations | null = null as ProfiledIterations | null;
  let failure: FailureDescription | null = null as FailureDescription | null;
  await runInFork(request, {
    cwd,
    limitMs: LIMIT_MS + timeMs,
    signal,
    onMessage(message) {
      if (message.event === 'profiled') profiled = message.profiled;
      if (message.event === 'failed') failure ??= message.error;
    },
  });
  if (failure !== null || profiled === null || profiled.profiler === null) {
    const why = failure?.message ?? 'its process sent no profile';
    throw new PerfKitError('PROFILE_FAILED', `"${target.benchmark}" could not be profiled: ${why}`);
  }
  return profiled;
}

/** Merges the stacks of one iteration, without the frames that call it. */
export function treeOfIteration(profiled: SampledIterations, root: string): CallNode {
  const options = { root, isHarness: (url: string) => HARNESS_FILES.includes(url) };
  const whole =
    profiled.profiler === 'cpu'
      ? treeOfCpuProfile(profiled.profile, options)
      : treeOfHeapProfile(profiled.profile, options);
  const tree = emptyTree();
  addTree(tree, whole, 1 / profiled.iterations);
  return tree;
}
