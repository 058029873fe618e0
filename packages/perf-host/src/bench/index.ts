export { HARNESS_FILES } from './harness-files.ts';
export { clipProfile } from './host/clip-profile.ts';
export { PhasedBenchmark } from './host/phases.ts';
export { sample } from './host/sampler.ts';
export { benchPlan } from './plan.ts';
export { type DeclaredInTest, runBenches } from './run-benches.ts';
