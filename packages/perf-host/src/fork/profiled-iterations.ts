import type { HeapProfiler, Profiler as CpuProfiler } from 'node:inspector';
import type { CpuTime } from '../process/cpu-time.ts';

/** What V8's inspector samples: the stack every so many microseconds, or every so many allocated bytes. */
export type Profiler = 'cpu' | 'heap';

/**
 * What V8 may do with the code of a profiled process: `as-usual`; `nothing-inlined`: each function is compiled by itself,
 * so that its time is its own; `interpreted`: nothing is compiled, so that the sampler sees each function.
 */
export type Compilation = 'as-usual' | 'nothing-inlined' | 'interpreted';

export type CpuProfile = CpuProfiler.Profile;
export type HeapProfile = HeapProfiler.SamplingHeapProfile;

/** What a fork gives that ran a benchmark under a profiler. */
export type ProfiledIterations =
  | { profiler: 'cpu'; iterations: number; profile: CpuProfile; cpuTime: CpuTime }
  | { profiler: 'heap'; iterations: number; profile: HeapProfile }
  | { profiler: null; iterations: number };

export type SampledIterations = Exclude<ProfiledIterations, { profiler: null }>;
