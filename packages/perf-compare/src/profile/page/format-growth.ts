import { formatChange, formatValue } from '@night-pilot/perf-report/text';
import { type Change, growthOf } from '../diff/grown-functions.ts';

/** A growth with its sign, and its share of what it was: `+12.1 µs (+31.0 %)`. */
export function formatGrowth(change: Change, unit: 'ns' | 'bytes'): string {
  const growth = growthOf(change);
  const size = formatValue(Math.abs(growth), unit);
  return `${growth < 0 ? '−' : '+'}${size} (${formatShare(change)})`;
}

/** The share by which it grew; `new` where it was nothing. */
export function formatShare({ base, head }: Change): string {
  if (base === 0) return 'new';
  return formatChange(head / base - 1);
}
