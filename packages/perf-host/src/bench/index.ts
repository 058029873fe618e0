export { HARNESS_FILES } from './harness-files.ts';
export { clipProfile } from './host/clip-profile.ts';
export { PhasedBenchmark } from './host/phases.ts';
export { sample } from './host/sampler.ts';
export { type DeclaredInTest, listBenchmarks } from './list-benchmarks.ts';
export { listFile } from './list-tests.ts';
export { benchPlan } from './plan.ts';
export { runBenches } from './run-benches.ts';
export { measuredTimes } from './measured-times.ts';
