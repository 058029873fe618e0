/** Where values lie and how far a single one of them strays, whatever one outlier says. */
export interface Spread {
  /** Trimmed mean. */
  centre: number;
  /** Standard deviation of one value, from the winsorised values. */
  deviation: number;
  /** Degrees of freedom that are left for Student's t. */
  degrees: number;
}

/**
 * Trimmed mean and winsorised deviation. A tenth of the values at either end, and at least one,
 * is left out of the mean and pulled in to its neighbour for the deviation, so that one
 * disturbed run moves neither. Divided as in Yuen's test (K. K. Yuen, "The two-sample trimmed t
 * for unequal population variances", Biometrika 61, 1974), what is left follows Student's t with
 * as many degrees of freedom as values remain, less one.
 *
 * @param values At least 5.
 */
export function trimmedSpread(values: readonly number[]): Spread {
  const count = values.length;
  const cut = Math.max(1, Math.floor(count / 10));
  const kept = count - 2 * cut;
  const sorted = Float64Array.from(values).sort();
  const core = sorted.subarray(cut, count - cut);
  const winsorised = sorted.map((value) =>
    Math.min(Math.max(value, core[0] ?? NaN), core[kept - 1] ?? NaN),
  );
  const middle = sum(winsorised) / count;
  const squares = sum(winsorised.map((value) => (value - middle) ** 2));
  return {
    centre: sum(core) / kept,
    deviation: Math.sqrt((squares * count) / (kept * (kept - 1))),
    degrees: kept - 1,
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
