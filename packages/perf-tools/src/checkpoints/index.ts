export { Checkpoint } from './checkpoint.ts';
export type { PathProfile } from './path-profile.ts';
export { PerformanceProfiler } from './performance-profiler.ts';
