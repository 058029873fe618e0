import { formatChange, formatValue } from '@night-pilot/perf-report/text';
import { type Change, growthOf } from '../diff/grown-functions.ts';

/** Formats a growth with its sign and its relative size: `+12.1 µs (+31.0 %)`. */
export function formatGrowth(change: Change, unit: 'ns' | 'bytes'): string {
  const growth = growthOf(change);
  const size = formatValue(Math.abs(growth), unit);
  return `${growth < 0 ? '−' : '+'}${size} (${formatShare(change)})`;
}

/** Formats the relative size of a growth; `new` if base has nothing. */
export function formatShare({ base, head }: Change): string {
  if (base === 0) return 'new';
  return formatChange(head / base - 1);
}
