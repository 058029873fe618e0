export { BENCH_INSTRUMENTS, type BenchInstrument, type BenchInstruments } from './bench-options.ts';
export { defineLoad, type LoadRun, type LoadScenario } from './define-load.ts';
export { defineMeasurement } from './define-measurement.ts';
export type {
  Compilation,
  CpuProfile,
  HeapProfile,
  ProfiledIterations,
  Profiler,
  SampledIterations,
} from './profiled-iterations.ts';
export type {
  FailureDescription,
  ForkMessage,
  ForkRequest,
  SamplePlan,
  Sampling,
  TestPath,
} from './protocol.ts';
export { runInFork } from './run-in-fork.ts';
export { COUNT_FLAGS } from './v8-flags.ts';
