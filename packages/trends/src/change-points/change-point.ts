/** A point from which on a series has a new level. */
export interface ChangePoint {
  /** First point of the new level, from 1 up. */
  index: number;
  /** Change of the level: as a share of the one before when all values are above 0 (0.05 is 5 % more), else in their unit. */
  magnitude: number;
  /** Probability that a series of this length without any change shows no step of this size, from 0 to 1. */
  confidence: number;
  /** First and last index at which the step may have been, with a probability of about 95 %. */
  interval: [first: number, last: number];
}
