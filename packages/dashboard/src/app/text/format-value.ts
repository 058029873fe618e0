import type { SiteSeries } from '../../site-data.ts';

/** Kind and unit of a number. */
export type Quantity = Pick<SiteSeries, 'kind' | 'unit'>;

/** A scale for numbers: they are divided by `divisor` and followed by `suffix`. */
interface Scale {
  divisor: number;
  suffix: string;
}

const SPACE = '\u00a0';
const NANOSECONDS: Record<string, number> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9 };
const TIME = ladder(1000, ['ns', 'µs', 'ms', 's']);
const PREFIX = ladder(1000, ['', 'k', 'M', 'G', 'T']);
const BYTES = ladder(1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB']);

/** Formats a value with its unit and four significant digits: `1.234 ms`, `12.35k ops/s`, `4.2×`. */
export function formatValue(value: number, quantity: Quantity): string {
  const scale = scaleOf(Math.abs(value), quantity);
  const scaled = value / scale.divisor;
  return write(scaled, { max: Math.max(0, 3 - magnitude(scaled)) }) + scale.suffix;
}

/**
 * Formats a mean with as many digits as its interval supports: two digits of the interval's width,
 * three to five of the mean.
 *
 * @param low Lower end of the interval; null when it is not known.
 */
export function formatMean(
  { mean, low, high }: { mean: number; low: number | null; high: number | null },
  quantity: Quantity,
): string {
  if (low === null || high === null || high <= low) return formatValue(mean, quantity);
  const scale = scaleOf(Math.abs(mean), quantity);
  const digits = intervalDigits(mean / scale.divisor, (high - low) / scale.divisor);
  return write(mean / scale.divisor, { min: digits, max: digits }) + scale.suffix;
}

/** Formats both ends of an interval in one unit: `1.20 to 1.31 ms`. */
export function formatInterval(low: number, high: number, quantity: Quantity): string {
  const largest = Math.max(Math.abs(low), Math.abs(high));
  const { divisor, suffix } = scaleOf(largest, quantity);
  const digits = intervalDigits(largest / divisor, (high - low) / divisor);
  const ends = [low, high].map((end) => write(end / divisor, { min: digits, max: digits }));
  return ends.join(' to ') + suffix;
}

/** Formats the marks of an axis in one unit and with the same number of decimals. */
export function formatAxis(marks: readonly number[], quantity: Quantity): string[] {
  const { divisor, suffix } = scaleOf(Math.max(...marks.map(Math.abs)), quantity);
  const step = Math.abs((marks[1] ?? 0) - (marks[0] ?? 0)) / divisor;
  const digits = step === 0 ? 2 : Math.min(6, Math.max(0, -magnitude(step)));
  const even = step * 10 ** digits;
  const min = Math.abs(even - Math.round(even)) < 1e-6 ? digits : digits + 1;
  return marks.map((mark) => write(mark / divisor, { min, max: min }) + suffix);
}

/** Formats a relative change with its sign: 0.052 is `+5.2 %`. */
export function formatChange(change: number): string {
  const percent = Math.abs(change) * 100;
  const digits = percent >= 100 ? 0 : percent >= 1 ? 1 : 2;
  const text = write(percent, { min: digits, max: digits });
  const sign = Number(text) === 0 ? '±' : change < 0 ? '−' : '+';
  return `${sign}${text}${SPACE}%`;
}

function scaleOf(largest: number, { kind, unit }: Quantity): Scale {
  const nanoseconds = NANOSECONDS[unit];
  if (nanoseconds !== undefined) {
    const { divisor, suffix } = pick(TIME, largest * nanoseconds);
    return { divisor: divisor / nanoseconds, suffix: SPACE + suffix };
  }
  if (unit === 'bytes' || unit === 'B') {
    const { divisor, suffix } = pick(BYTES, largest);
    return { divisor, suffix: SPACE + suffix };
  }
  if (unit === 'x') return { divisor: 1, suffix: '×' };
  // A share of one, such as the share of operations that succeeded.
  if (kind === 'ratio' && unit === '1') return { divisor: 0.01, suffix: `${SPACE}%` };
  // Counts below 10,000 are written in full.
  const { divisor, suffix } = largest < 10_000 ? { divisor: 1, suffix: '' } : pick(PREFIX, largest);
  return { divisor, suffix: suffix + (unit === '1' || unit === '' ? '' : SPACE + unit) };
}

function ladder(step: number, suffixes: string[]): Scale[] {
  return suffixes.map((suffix, index) => ({ divisor: step ** index, suffix }));
}

/** Returns the largest step that leaves a value of at least 1, else the smallest step. */
function pick(steps: readonly Scale[], value: number): Scale {
  return (
    steps.findLast(({ divisor }) => value >= divisor) ?? steps[0] ?? { divisor: 1, suffix: '' }
  );
}

/** Returns the power of ten of the first digit: 0 for 1 to 9.99, -1 for 0.1 to 0.99. */
function magnitude(value: number): number {
  return value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
}

function intervalDigits(largest: number, width: number): number {
  if (width <= 0) return Math.max(0, 3 - magnitude(largest));
  const wanted = 1 - magnitude(width);
  const fewest = Math.max(0, 2 - magnitude(largest));
  const most = Math.max(0, 4 - magnitude(largest));
  return Math.min(Math.max(wanted, fewest), most);
}

const formats = new Map<string, Intl.NumberFormat>();

function write(value: number, { min = 0, max }: { min?: number; max: number }): string {
  const minimumFractionDigits = Math.min(min, 12);
  const maximumFractionDigits = Math.min(max, 12);
  const key = `${minimumFractionDigits}-${maximumFractionDigits}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat('en', { minimumFractionDigits, maximumFractionDigits });
    formats.set(key, format);
  }
  return format.format(value).replace('-', '−');
}
