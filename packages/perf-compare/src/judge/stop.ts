/**
 * Why the evidence of a benchmark ended before it was decided:
 *
 * - `budget`, `total budget`: the time of this benchmark, or of the whole comparison, was over
 * - `interruption`: Ctrl-C, or another abort from outside
 * - `disturbance`: too many pairs were set aside
 * - `plan`: all pairs of the plan were measured
 * - `record`: saved pairs are judged again, and there are no more
 */
export type StopCause =
  | 'budget'
  | 'total budget'
  | 'interruption'
  | 'disturbance'
  | 'plan'
  | 'record';

/** The end of the evidence of a benchmark. */
export interface Stop {
  cause: StopCause;
  /** Says it to a reader, such as `the budget of 60 s ended`. */
  text: string;
}
