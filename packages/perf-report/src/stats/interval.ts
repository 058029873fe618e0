/** A confidence interval of a value, in the unit of the value. */
export interface Interval {
  low: number;
  high: number;
  /** Share of such intervals that cover the true value, in (0, 1): 0.99 for a 99 % interval. */
  level: number;
}
