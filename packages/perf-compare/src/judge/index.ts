export { changeAtZero } from './change-at-zero.ts';
export { disturbedBecause, machineDisturbed, usualDisturbance } from './disturbed.ts';
export { pairLogRatio } from './fork-pair.ts';
export {
  COUNT_RULES,
  type CountedArm,
  type CountFinding,
  type CountJudgement,
  judgeCounts,
} from './judge-counts.ts';
export { judgeWall, type WallJudgement } from './judge-wall.ts';
export { estimates, repeatedInterval } from './repeated-interval.ts';
export type { Stop } from './stop.ts';
export { withoutDirection } from './without-direction.ts';
export { type WallRuleOptions, wallRules, type WallRules } from './wall-rules.ts';
