import type { HeapProfiler, Profiler as CpuProfiler } from 'node:inspector';
import type { CpuTime } from '../process/cpu-time.ts';

/** Sampler of V8's inspector: `cpu` samples by time, `heap` by allocated bytes. */
export type Profiler = 'cpu' | 'heap';

/**
 * How V8 compiles the code of a profiled process: `as-usual`; `nothing-inlined`, each function by itself, so that its
 * time is its own; `interpreted`, not at all, so that the sampler sees each function.
 */
export type Compilation = 'as-usual' | 'nothing-inlined' | 'interpreted';

export type CpuProfile = CpuProfiler.Profile;
export type HeapProfile = HeapProfiler.SamplingHeapProfile;

/** Result of a fork that ran a benchmark under a profiler. */
export type ProfiledIterations =
  | { profiler: 'cpu'; iterations: number; profile: CpuProfile; cpuTime: CpuTime }
  | { profiler: 'heap'; iterations: number; profile: HeapProfile }
  | { profiler: null; iterations: number };

export type SampledIterations = Exclude<ProfiledIterations, { profiler: null }>;
