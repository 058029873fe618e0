export { causeOf } from './cause-of.ts';
export { type CpuTime, cpuTimeSince, readCpuTime } from './cpu-time.ts';
export { limitGivenTime } from './given-time.ts';
export { isAlive } from './is-alive.ts';
export { endGroup, killGroup } from './process-group.ts';
export { type CommandResult, runCommand } from './run-command.ts';
export { BudgetEnded, stopReason } from './stop-reason.ts';
export { unlessAborted } from './unless-aborted.ts';
