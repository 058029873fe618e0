import type { Decision } from './decision.ts';

/** A change of level that several runs of a history show together. */
export interface Shift {
  /** Runs that show it, the judged one included. */
  runs: number;
  /** Runs before these that may have shown it first. */
  earlierRuns: number;
  decision: Decision;
}
