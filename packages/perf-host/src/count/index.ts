export { type Availability, instrumentAvailability } from './availability.ts';
export { ArmFailed, type CountArm, ofEachArm } from './count-arm.ts';
export { countAllocatedTogether } from './count-allocated.ts';
export { countBenchmark, type CountOptions, openSession } from './count-benchmark.ts';
export type {
  Count,
  CountedBenchmark,
  CountOutcome,
  CountResult,
  CountSchedule,
  CountTarget,
  NotSteady,
  Slopes,
} from './count-result.ts';
export { ENOUGH_FACTOR, type IsEnough } from './count-schedule.ts';
export { countGroup, type GroupArm, type GroupCount } from './count-group.ts';
export { countTogether } from './count-together.ts';
export { TOLERANCE_BYTES } from './count-windows.ts';
export {
  inspectBenchmark,
  type Inspected,
  LONGEST_MS,
  prepareCounting,
  TOO_LONG,
} from './inspect-benchmark.ts';
export {
  inspectGroup,
  type InspectedInGroup,
  type PreparedGroup,
  prepareGroup,
} from './inspect-group.ts';
export { joinRepeats } from './join-repeats.ts';
export { refusal } from './refusals.ts';
export { refusalOfSpread } from './repeat-spread.ts';
export {
  type Company,
  type CountIdentity,
  countingEnvironmentOf,
  countMetric,
} from './run-counts.ts';
export { ProcessFailed, TimeIsUp } from './session-errors.ts';
export { perIterationOf } from './slopes.ts';
export type { SourceFacts } from '../fork/count-protocol.ts';
export type { CountInstrument } from '../fork/bench-options.ts';
export { factsOfSources, isMovedCode } from './source-facts.ts';
export { cachegrindCommand, readInstructions } from './valgrind.ts';
