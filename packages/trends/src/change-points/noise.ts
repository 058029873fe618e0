import { median } from '@night-pilot/perf-report/median';

/** Noise of a series around its levels. */
export interface Noise {
  /** Variance of one point. */
  variance: number;
  /**
   * Correlation of a point with the one before, from 0 to 0.9. Points that drift, as in a random walk, have the most: a level of
   * such a series says little.
   */
  correlation: number;
}

/** Largest correlation that is assumed. */
const MOST = 0.9;
/** Scatter of an estimate around 0 when points are independent, times the root of their number. */
const SCATTER = 0.9;
/** Differences between points that are larger than this, in robust standard deviations, are changes of level. */
const LARGE = 4;
/** Standard deviations in a median of absolute normal values. */
const MEDIAN_OF_NORMAL = 0.6745;

/**
 * Returns a correlation without the scatter of its estimate, from 0 to 0.9.
 *
 * @param count Number of points that the estimate comes from.
 */
export function assumedCorrelation(estimate: number, count: number): number {
  return Math.min(Math.max(0, estimate - SCATTER / Math.sqrt(count)), MOST);
}

/**
 * Estimates the noise from differences of points one and two apart, which no change of level but the few next to it
 * moves (S. Chakar, E. Lebarbier, C. Lévy-Leduc, S. Robin, "A robust approach for estimating change-points in the mean of an
 * AR(1) process", Bernoulli 23, 2017).
 *
 * @returns A variance of 0 when all points are equal.
 */
export function noiseOfDifferences(values: Float64Array): Noise {
  const one = smallDifferences(values, 1);
  // Most points equal the one before. The few that do not are all the noise there is.
  if (one === 0) return { variance: halfMeanSquare(differencesOf(values, 1)), correlation: 0 };
  const correlation = assumedCorrelation(smallDifferences(values, 2) / one - 1, values.length);
  return { variance: one, correlation };
}

/** Returns half of the mean squared difference of points `apart`, without those that are changes of level. */
function smallDifferences(values: Float64Array, apart: number): number {
  const differences = differencesOf(values, apart);
  const limit = (LARGE * median(differences)) / MEDIAN_OF_NORMAL;
  return halfMeanSquare(differences.filter((difference) => difference <= limit));
}

function differencesOf(values: Float64Array, apart: number): Float64Array {
  return values.subarray(apart).map((value, at) => Math.abs(value - (values[at] ?? NaN)));
}

function halfMeanSquare(differences: Float64Array): number {
  return differences.reduce((sum, difference) => sum + difference ** 2, 0) / differences.length / 2;
}

/**
 * Returns the variance of a mean of n points, times n: that of a point when points are independent, more when they are
 * correlated (the long-run variance of a first-order autoregression).
 */
export function longRunVariance({ variance, correlation }: Noise): number {
  return (variance * (1 + correlation)) / (1 - correlation);
}
