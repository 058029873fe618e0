export { instrumentAvailability } from './availability.ts';
export { countAllocatedTogether, TOLERANCE_BYTES } from './count-allocated.ts';
export {
  countBenchmark,
  type CountOptions,
  type CountTarget,
  openSession,
} from './count-benchmark.ts';
export type {
  CountedBenchmark,
  CountInstrument,
  CountOutcome,
  CountResult,
  CountSchedule,
  NotSteady,
  Slopes,
} from './count-result.ts';
export { ENOUGH_FACTOR, type IsEnough } from './count-schedule.ts';
export {
  ArmFailed,
  type Count,
  type CountArm,
  countTogether,
  ofEachArm,
} from './count-together.ts';
export {
  inspectBenchmark,
  type Inspected,
  LONGEST_MS,
  prepareCounting,
  TOO_LONG,
} from './inspect-benchmark.ts';
export { joinRepeats } from './join-repeats.ts';
export { refusal } from './refusals.ts';
export { refusalOfSpread } from './repeat-spread.ts';
export { type CountIdentity, countingEnvironmentOf, countMetric } from './run-counts.ts';
export { TimeIsUp } from './session-errors.ts';
export { perIterationOf } from './slopes.ts';
export { factsOfSources, isMovedCode, type SourceFacts } from './source-facts.ts';
export { cachegrindCommand, readInstructions } from './valgrind.ts';
