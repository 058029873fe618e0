import type { Interval } from './interval.ts';
import { studentTQuantile } from './student-t.ts';

export interface Trend {
  /** Per unit of time. */
  slope: number;
  interval: Interval;
}

/** Waves that tell how much a series moves at speeds near that of a trend. */
const WAVES = 6;

/**
 * Slope of a series whose noise remembers: each value may depend on those before it, as readings of memory do.
 * The usual interval of a regression assumes that it does not, and is then far too narrow.
 *
 * The series is projected on the trend and on the six slowest cosine waves, made orthogonal to it. Whatever moves as
 * slowly as a trend, without being one, shows in the waves: their mean square is the variance of the trend's
 * coefficient, and the ratio has Student's t distribution with six degrees of freedom. Valid for noise that has
 * forgotten itself after about a twentieth of the series: what wanders longer cannot be told from a trend by any method.
 * A simulation in the tests says how often the interval covers the truth.
 *
 * Source: Y. Sun, "Robust trend inference with series variance estimator and testing-optimal smoothing parameter",
 * Journal of Econometrics 164 (2011) 345-366; U. K. Müller and M. W. Watson, "Testing models of low-frequency
 * variability", Econometrica 76 (2008) 979-1016.
 *
 * @param times Ascending, at least nine; they need not be evenly spaced.
 * @param values As many.
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
  if (line === undefined) throw new RangeError('Expected at least nine times that ascend.');
  const variance = others.reduce((sum, wave) => sum + dot(wave, values) ** 2, 0) / WAVES;
  // What the coefficient of the normed line is for a series that rises by one in one unit of time.
  const scale = dot(line, times);
  const slope = dot(line, values) / scale;
  const reach = (studentTQuantile((1 + level) / 2, WAVES) * Math.sqrt(variance)) / scale;
  return { slope, interval: { low: slope - reach, high: slope + reach, level } };
}

/** The vectors made orthogonal one after the other and of length one (Gram and Schmidt). */
function orthonormal(vectors: readonly (readonly number[])[]): number[][] {
  const basis: number[][] = [];
  for (const vector of vectors) {
    const rest = [...vector];
    for (const one of basis) {
      const share = dot(one, rest);
      for (let index = 0; index < rest.length; index += 1) {
        rest[index] = (rest[index] ?? NaN) - share * (one[index] ?? NaN);
      }
    }
    const length = Math.sqrt(dot(rest, rest));
    basis.push(rest.map((value) => value / length));
  }
  return basis;
}

function dot(one: readonly number[], other: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < one.length; index += 1) {
    sum += (one[index] ?? NaN) * (other[index] ?? NaN);
  }
  return sum;
}
