import { formatChange, formatValue } from '../../show/format-value.ts';
import { type Change, growthOf } from '../diff/grown-functions.ts';

/** A growth with its sign, and its share of what it was: `+12.1 µs (+31.0 %)`; `new` where it was nothing. */
export function formatGrowth(change: Change, unit: 'ns' | 'bytes'): string {
  const growth = growthOf(change);
  const size = formatValue(Math.abs(growth), unit);
  const share = change.base === 0 ? 'new' : formatChange(growth / change.base);
  return `${growth < 0 ? '−' : '+'}${size} (${share})`;
}
