/** Centre and scatter of values, robust against an outlier. */
export interface Spread {
  /** Trimmed mean. */
  centre: number;
  /** Standard deviation of one value, from the winsorised values. */
  deviation: number;
  /** Degrees of freedom for Student's t. */
  degrees: number;
}

/** Fewer values are not trimmed: none of them can be called the outlier. */
const FEWEST_TO_TRIM = 3;

/**
 * Sorts values and removes a tenth, and at least one, at either end.
 *
 * @returns all values when there are fewer than three.
 */
export function trimmed(values: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort();
  return Array.from(coreOf(sorted));
}

/**
 * Returns the trimmed mean and the winsorised deviation. A tenth of the values at either end, and
 * at least one, is left out of the mean and replaced by its neighbour for the deviation, so that
 * one disturbed run moves neither. Divided as in Yuen's test (K. K. Yuen, "The two-sample trimmed t
 * for unequal population variances", Biometrika 61, 1974), the difference follows Student's t with
 * one degree of freedom less than the values that remain.
 *
 * @param values At least 5.
 */
export function trimmedSpread(values: readonly number[]): Spread {
  const count = values.length;
  const sorted = Float64Array.from(values).sort();
  const core = coreOf(sorted);
  const kept = core.length;
  const [lowest = NaN, highest = NaN] = [core[0], core[kept - 1]];
  const winsorised = sorted.map((value) => Math.min(Math.max(value, lowest), highest));
  const middle = sum(winsorised) / count;
  const squares = sum(winsorised.map((value) => (value - middle) ** 2));
  return {
    centre: sum(core) / kept,
    deviation: Math.sqrt((squares * count) / (kept * (kept - 1))),
    degrees: kept - 1,
  };
}

function coreOf(sorted: Float64Array): Float64Array {
  const cut = sorted.length < FEWEST_TO_TRIM ? 0 : Math.max(1, Math.floor(sorted.length / 10));
  return sorted.subarray(cut, sorted.length - cut);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
