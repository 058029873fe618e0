import { formatPercent } from '@night-pilot/perf-report/text';
import { refusal } from './refusals.ts';

/** Limit of the difference between equal runs, as a share of their counts. */
const MAX_REPEAT_SPREAD = 0.001;

/** Returns how far the counts of equal runs differ, as a share of the first. */
export function spreadOf(counts: readonly number[]): number {
  const range = Math.max(...counts) - Math.min(...counts);
  return range === 0 ? 0 : range / Math.abs(counts[0] ?? 0);
}

/** Returns why counts are refused when equal runs differ, or null when they agree. */
export function refusalOfSpread(counts: readonly number[]): string | null {
  const spread = spreadOf(counts);
  if (spread <= MAX_REPEAT_SPREAD) return null;
  return refusal(`two equal runs differ by ${formatPercent(spread, { digits: 2 })}`);
}
