export { causeOf } from './cause-of.ts';
export { type CpuTime, cpuTimeSince, readCpuTime } from './cpu-time.ts';
export { failureOf } from './describe-end.ts';
export { inParallel } from './in-parallel.ts';
export { isAlive } from './is-alive.ts';
export { run } from './run.ts';
export { BudgetEnded, stopReason } from './stop-reason.ts';
export { unlessAborted } from './unless-aborted.ts';
export type { ProcessEnd } from './watch-child.ts';
