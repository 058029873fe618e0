import type { HeapProfiler, Profiler as CpuProfiler } from 'node:inspector';

/** What V8's inspector samples: the stack every so many microseconds, or every so many allocated bytes. */
export type Profiler = 'cpu' | 'heap';

export type CpuProfile = CpuProfiler.Profile;
export type HeapProfile = HeapProfiler.SamplingHeapProfile;

/** What a fork gives that ran a benchmark under a profiler. */
export type ProfiledIterations =
  | { profiler: 'cpu'; iterations: number; profile: CpuProfile }
  | { profiler: 'heap'; iterations: number; profile: HeapProfile }
  | { profiler: null; iterations: number };
