import type { SiteSeries } from '../../site-data.ts';
import { budgetLimit } from '../site/series-status.ts';
import type { ChartData } from './chart-data.ts';

/** Range of the vertical axis. */
export interface ValueRange {
  min: number;
  max: number;
  /** Whether the series has a budget inside the range. */
  showsBudget: boolean;
}

/**
 * Smallest span of the axis as a share of the value, so that noise looks small. Counts have little
 * noise, so the axis shows smaller changes of them.
 */
const SMALLEST_SPAN = {
  wall: 0.1,
  browser: 0.1,
  instructions: 0.02,
  allocated: 0.02,
  counted: 0.02,
} as const satisfies Record<SiteSeries['instrument'], number>;

/** The budget is left out when the values would fill less than this share of the height. */
const SMALLEST_SHARE = 1 / 3;

const PADDING = 0.08;

/** Returns the range of the vertical axis for a series. */
export function valueRange(
  { instrument, budget }: Pick<SiteSeries, 'instrument' | 'budget'>,
  { means, lows, highs }: Pick<ChartData, 'means' | 'lows' | 'highs'>,
): ValueRange {
  let min = Infinity;
  let max = -Infinity;
  means.forEach((mean, index) => {
    min = Math.min(min, lows[index] ?? mean);
    max = Math.max(max, highs[index] ?? mean);
  });
  if (min > max) return { min: 0, max: 1, showsBudget: false };

  const middle = (min + max) / 2;
  const span = Math.max(max - min, Math.abs(middle) * SMALLEST_SPAN[instrument]) || 1;
  const values = { min: middle - span / 2, max: middle + span / 2 };
  const limit = budget === null ? null : budgetLimit(budget).limit;
  const withBudget = {
    min: Math.min(values.min, limit ?? values.min),
    max: Math.max(values.max, limit ?? values.max),
  };
  const share = span / (withBudget.max - withBudget.min);
  const showsBudget = limit !== null && share >= SMALLEST_SHARE;
  const shown = showsBudget ? withBudget : values;
  const padding = (shown.max - shown.min) * PADDING;
  return { min: shown.min - padding, max: shown.max + padding, showsBudget };
}
