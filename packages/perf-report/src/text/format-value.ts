import { printable } from './printable.ts';

interface Scale {
  factor: number;
  unit: string;
}

const TIME: readonly Scale[] = [
  { factor: 1, unit: 'ns' },
  { factor: 1e3, unit: 'µs' },
  { factor: 1e6, unit: 'ms' },
  { factor: 1e9, unit: 's' },
];

const BYTES: readonly Scale[] = [
  { factor: 1, unit: 'B' },
  { factor: 2 ** 10, unit: 'KiB' },
  { factor: 2 ** 20, unit: 'MiB' },
  { factor: 2 ** 30, unit: 'GiB' },
];

const LARGE: readonly Scale[] = [
  { factor: 1, unit: '' },
  { factor: 1e3, unit: 'k' },
  { factor: 1e6, unit: 'M' },
  { factor: 1e9, unit: 'G' },
];

/** Factor from a unit of reports to the smallest shown unit. A map, because a unit may be called `constructor`. */
const TO_SMALLEST: ReadonlyMap<string, { scales: readonly Scale[]; factor: number }> = new Map([
  ['ns', { scales: TIME, factor: 1 }],
  ['us', { scales: TIME, factor: 1e3 }],
  ['ms', { scales: TIME, factor: 1e6 }],
  ['s', { scales: TIME, factor: 1e9 }],
  ['bytes', { scales: BYTES, factor: 1 }],
]);

/**
 * Formats a value with three significant digits and a fitting unit:
 * `formatValue(1_234_000, 'ns')` is `1.23 ms`.
 *
 * @param unit A unit as reports hold it: ns, us, ms, s, bytes, ops/s, x, 1 …
 */
export function formatValue(value: number, unit: string): string {
  return formatIn(pickScale(value, unit), value, unit);
}

/** Formats an interval with both ends in one unit: `1.1–1.3 ms`. */
export function formatRange(low: number, high: number, unit: string): string {
  const scale = pickScale(Math.max(Math.abs(low), Math.abs(high)), unit);
  return `${numberIn(scale, low, unit)}–${formatIn(scale, high, unit)}`;
}

/** Formats a relative change with its sign: 0.05 is `+5.0 %`. From ten times on it shows a multiple: 475 is `476×`. */
export function formatChange(change: number): string {
  if (change === 0) return '±0 %';
  if (change >= 9) return formatValue(1 + change, 'x');
  const percent = change * 100;
  // No decimals where one would round up to 100.0.
  const digits = Math.abs(percent) >= 99.95 ? 0 : Math.abs(percent) >= 0.95 ? 1 : 2;
  const text = Math.abs(percent).toFixed(digits);
  return `${percent < 0 ? '−' : '+'}${text} %`;
}

/** Formats a duration for progress lines: `48 s`, `3 min 05 s`. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

function pickScale(value: number, unit: string): Scale {
  const known = TO_SMALLEST.get(unit);
  const scales = known?.scales ?? LARGE;
  const size = Math.abs(value) * (known?.factor ?? 1);
  const scale = scales.findLast(({ factor }) => size >= factor * 0.9995) ?? scales[0];
  return scale ?? { factor: 1, unit: '' };
}

function formatIn(scale: Scale, value: number, unit: string): string {
  return numberIn(scale, value, unit) + suffixIn(scale, unit);
}

/** Formats the number without its unit; the prefix of a large number belongs to it: `1.2k`. */
function numberIn(scale: Scale, value: number, unit: string): string {
  const known = TO_SMALLEST.get(unit);
  const factor = known?.factor ?? 1;
  const smallest = value * factor;
  // The largest numbers have no room for the factor.
  const shown = Number.isFinite(smallest)
    ? smallest / scale.factor
    : value / (scale.factor / factor);
  const digits = significant(shown);
  return known === undefined ? `${digits}${scale.unit}` : digits;
}

function suffixIn(scale: Scale, unit: string): string {
  if (TO_SMALLEST.has(unit)) return ` ${scale.unit}`;
  if (unit === 'x') return '×';
  return unit === '1' ? '' : ` ${printable(unit)}`;
}

/** Formats three significant digits; whole numbers below a thousand unchanged. */
function significant(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1000) return String(value);
  const rounded = Number(value.toPrecision(3));
  const size = Math.abs(rounded);
  if (size < 0.1) return String(rounded);
  // From here on `toFixed` gives all digits.
  if (size >= 1e21) return value.toExponential(2);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}
