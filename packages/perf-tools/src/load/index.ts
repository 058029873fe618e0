export type {
  ClosedLoopOptions,
  ConcurrentTestOptions,
  OpenArrivalOptions,
  Ramp,
} from './concurrent-test-options.ts';
export type { ConcurrentTestResult } from './concurrent-test-result.ts';
export { ConcurrentTester } from './concurrent-tester.ts';
export { percentilesMs, type PercentilesMs } from './percentiles.ts';
export { failureCounters } from './result-metrics.ts';
export type { Operation } from './with-time-limit.ts';
