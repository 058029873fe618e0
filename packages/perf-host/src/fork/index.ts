export {
  BENCH_INSTRUMENTS,
  type BenchInstrument,
  type BenchInstruments,
  type CountInstrument,
} from './bench-options.ts';
export type { SamplePlan, Sampling, TestPath } from './bench-protocol.ts';
export { defineLoad, type LoadRun, type LoadScenario } from './define-load.ts';
export { defineMeasurement } from './define-measurement.ts';
export type { FailureDescription } from './failure.ts';
export type {
  Compilation,
  CpuProfile,
  HeapProfile,
  ProfiledIterations,
  Profiler,
  SampledIterations,
} from './profiled-iterations.ts';
export type { ForkMessage, ForkRequest } from './protocol.ts';
export { askFork, runInFork } from './run-in-fork.ts';
export { COUNT_FLAGS } from './v8-flags.ts';
