import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';

const UNITS_MS: Record<string, number> = { ms: 1, s: 1_000, min: 60_000 };

/** `60s`, `500ms`, `2min` in ms; a plain number is in seconds. */
export function parseDuration(option: string, text: string): number {
  const [, digits = '', unit = 's'] = /^(\d+(?:\.\d+)?)\s*(ms|s|min)?$/.exec(text) ?? [];
  const ms = Number(digits) * (UNITS_MS[unit] ?? NaN);
  if (digits !== '' && ms > 0) return ms;
  throw new PerfKitError(
    'BAD_ARGUMENT',
    `${option} takes a time above zero such as 60s or 2min, got "${text}".`,
  );
}

/** `2%` or `0.02` as a share: between 0 and 1, exclusive. */
export function parseShare(option: string, text: string): number {
  const [, digits = '', percent] = /^(\d*\.?\d+)\s*(%)?$/.exec(text) ?? [];
  const share = Number(digits) / (percent === undefined ? 1 : 100);
  if (digits !== '' && share > 0 && share < 1) return share;
  throw new PerfKitError(
    'BAD_ARGUMENT',
    `${option} takes a share above zero such as 2% or 0.02, got "${text}".`,
  );
}
