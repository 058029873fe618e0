export { binomialUpperBound } from './binomial-bound.ts';
export { forkPercentiles } from './fork-percentiles.ts';
export { mean, meanInterval, standardDeviation } from './mean-interval.ts';
export { median } from './median.ts';
export { percentile } from './percentile.ts';
export { normal, seededRandom } from './random.ts';
export { ratioInterval } from './ratio-interval.ts';
export { studentTQuantile, studentTTail } from './student-t.ts';
export { trend } from './trend.ts';
