import type { Interval } from './interval.ts';
import { studentTQuantile } from './student-t.ts';

export interface Trend {
  /** Per unit of time. */
  slope: number;
  interval: Interval;
}

/** Number of slow waves that estimate the noise at frequencies near that of a trend. */
const WAVES = 6;

/**
 * Estimates the slope of a series with autocorrelated noise, such as readings of memory. The usual interval of a
 * regression assumes independent noise, and is far too narrow here.
 *
 * The series is projected on the trend and on the six slowest cosine waves, made orthogonal to it. Slow noise that is
 * not a trend shows in the waves: their mean square estimates the variance of the trend's coefficient, and the ratio
 * has Student's t distribution with six degrees of freedom. Valid for noise whose correlation ends after about a
 * twentieth of the series: no method can distinguish longer noise from a trend. The tests simulate how often the
 * interval covers the truth.
 *
 * Source: Y. Sun, "Robust trend inference with series variance estimator and testing-optimal smoothing parameter",
 * Journal of Econometrics 164 (2011) 345-366; U. K. Müller and M. W. Watson, "Testing models of low-frequency
 * variability", Econometrica 76 (2008) 979-1016.
 *
 * @param times At least nine times in ascending order, evenly spaced or not.
 * @param values One value for each time.
 * @param level Share of such intervals that cover the true slope. @default 0.99
 */
export function trend(times: readonly number[], values: readonly number[], level = 0.99): Trend {
  const [first = NaN, last = NaN] = [times[0], times.at(-1)];
  const phases = times.map((time) => (time - first) / (last - first));
  const constant = phases.map(() => 1);
  const waves = Array.from({ length: WAVES }, (_, index) =>
    phases.map((phase) => Math.cos(Math.PI * (index + 2) * phase)),
  );
  const [, line, ...others] = orthonormal([constant, phases, ...waves]);
  if (line === undefined) throw new RangeError('Expected at least nine times in ascending order.');
  const variance = others.reduce((sum, wave) => sum + dot(wave, values) ** 2, 0) / WAVES;
  // Coefficient of the normed line for a series that rises by one per unit of time.
  const scale = dot(line, times);
  const slope = dot(line, values) / scale;
  const reach = (studentTQuantile((1 + level) / 2, WAVES) * Math.sqrt(variance)) / scale;
  return { slope, interval: { low: slope - reach, high: slope + reach, level } };
}

/** Orthonormalises the vectors one after the other (Gram and Schmidt). */
function orthonormal(vectors: readonly (readonly number[])[]): number[][] {
  const basis: number[][] = [];
  for (const vector of vectors) {
    const rest = [...vector];
    for (const direction of basis) {
      const share = dot(direction, rest);
      for (let index = 0; index < rest.length; index += 1) {
        rest[index] = (rest[index] ?? NaN) - share * (direction[index] ?? NaN);
      }
    }
    const length = Math.sqrt(dot(rest, rest));
    basis.push(rest.map((value) => value / length));
  }
  return basis;
}

function dot(left: readonly number[], right: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < left.length; index += 1) {
    sum += (left[index] ?? NaN) * (right[index] ?? NaN);
  }
  return sum;
}
