import type { FailureDescription } from '../fork/failure.ts';
import type { Repetition, ScenarioDescription } from '../fork/load-protocol.ts';

/** A run of a scenario, with what has been measured of it so far. */
export interface MeasuredRun {
  file: string;
  scenario: string;
  suite: string;
  run: ScenarioDescription['runs'][number];
  repetitions: Repetition[];
  error: FailureDescription | null;
}
