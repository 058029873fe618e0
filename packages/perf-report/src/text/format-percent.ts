export interface PercentOptions {
  /** Significant digits, with as many decimals as they need. @default at most three, and at most two decimals */
  digits?: number;
}

/**
 * Formats a share of one as percent, without zeros at its end: `formatPercent(0.0123)` is `1.23 %`,
 * `formatPercent(0.5)` is `50 %`. Pass `digits` for what somebody chose, such as a limit, and for tiny shares.
 * A change, which needs its sign, is formatted by `formatChange`.
 */
export function formatPercent(share: number, { digits }: PercentOptions = {}): string {
  const percent = Number((share * 100).toPrecision(digits ?? 3));
  const shown = digits === undefined ? Number(percent.toFixed(2)) : percent;
  return `${shown < 0 ? '−' : ''}${Math.abs(shown)} %`;
}
