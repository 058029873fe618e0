import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';

const UNITS_MS: Record<string, number> = { ms: 1, s: 1_000, min: 60_000 };

/**
 * Parses a time such as `60s`, `500ms` or `2min` into ms. A plain number is in seconds.
 *
 * @throws {PerfKitError} `BAD_ARGUMENT`
 */
export function parseDuration(option: string, text: string): number {
  const [, digits = '', unit = 's'] = /^(\d+(?:\.\d+)?)\s*(ms|s|min)?$/.exec(text) ?? [];
  const ms = Number(digits) * (UNITS_MS[unit] ?? NaN);
  if (digits !== '' && ms > 0) return ms;
  throw new PerfKitError(
    'BAD_ARGUMENT',
    `${option} takes a time above zero such as 60s or 2min, got "${text}".`,
  );
}

/**
 * Parses a share such as `2%` or `0.02`, in (0, 1).
 *
 * @throws {PerfKitError} `BAD_ARGUMENT`
 */
export function parseShare(option: string, text: string): number {
  const [, digits = '', percent] = /^(\d*\.?\d+)\s*(%)?$/.exec(text) ?? [];
  const share = Number(digits) / (percent === undefined ? 1 : 100);
  if (digits !== '' && share > 0 && share < 1) return share;
  throw new PerfKitError(
    'BAD_ARGUMENT',
    `${option} takes a share above zero such as 2% or 0.02, got "${text}".`,
  );
}
