import type { SiteRun, SiteSeries } from '../../site-data.ts';

/** The state of a budget. `unclear`: the interval of the value spans the limit. */
export type BudgetState = NonNullable<SiteSeries['budget']>['state'];

/** Standings of a series in the newest run. `absent`: that run has no point of it. */
export const STATUSES = [
  'regression',
  'improvement',
  'unchanged',
  'undecided',
  'incomparable',
  'new',
  'gone',
  'absent',
] as const;

export type SeriesStatus = (typeof STATUSES)[number];

/** Returns the standing of a series. A point without a verdict is undecided, never a pass. */
export function seriesStatus(series: SiteSeries, newest: SiteRun | null): SeriesStatus {
  // The version no longer has the benchmark, so there is no point.
  if (newest !== null && series.verdict?.verdict === 'gone') return 'gone';
  if (newest === null || series.points.at(-1)?.run !== newest.id) return 'absent';
  return series.verdict?.verdict ?? 'undecided';
}

/** Returns the suspicion on an undecided series of the newest run; null without one. */
export function suspicionOf(
  series: SiteSeries,
  newest: SiteRun | null,
): 'regression' | 'improvement' | null {
  return seriesStatus(series, newest) === 'undecided' ? (series.verdict?.suspicion ?? null) : null;
}

/** Returns the state of a series' budget in the newest run; null without a budget or a point there. */
export function budgetStateIn(series: SiteSeries, newest: SiteRun | null): BudgetState | null {
  if (series.budget === null || seriesStatus(series, newest) === 'absent') return null;
  return series.budget.state;
}

/** Returns the limit of a budget. `max`: values must not exceed it. */
export function budgetLimit(budget: NonNullable<SiteSeries['budget']>): {
  limit: number;
  side: 'max' | 'min';
} {
  return 'max' in budget ? { limit: budget.max, side: 'max' } : { limit: budget.min, side: 'min' };
}

/** Returns the unbroken sequence of points up to the newest that miss today's limit, oldest first. */
export function pointsBeyondBudget(series: SiteSeries): SiteSeries['points'] {
  if (series.budget === null) return [];
  const { limit, side } = budgetLimit(series.budget);
  const lastInside = series.points.findLastIndex(({ mean }) =>
    side === 'max' ? mean <= limit : mean >= limit,
  );
  return series.points.slice(lastInside + 1);
}

/**
 * Returns the size of a change that is certain: the end of its interval that is nearer to zero. 0
 * when the interval spans zero or is not known. Sorting by it puts large and certain changes first.
 */
export function certainChange({ verdict }: SiteSeries): number {
  const interval = verdict?.interval;
  if (!interval || interval.low * interval.high <= 0) return 0;
  return Math.min(Math.abs(interval.low), Math.abs(interval.high));
}
