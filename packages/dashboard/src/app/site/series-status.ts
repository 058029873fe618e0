import type { SiteRun, SiteSeries } from '../../site-data.ts';

/** Where a series stands in the newest run. `absent`: that run has no point of it. */
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

/** A point that nobody judged is undecided, never a pass. */
export function seriesStatus(series: SiteSeries, newest: SiteRun | null): SeriesStatus {
  // It has no point because the version no longer has the benchmark.
  if (newest !== null && series.verdict?.verdict === 'gone') return 'gone';
  if (newest === null || series.points.at(-1)?.run !== newest.id) return 'absent';
  return series.verdict?.verdict ?? 'undecided';
}

/** What a series of the newest run is suspected of; null when of nothing. */
export function suspicionOf(
  series: SiteSeries,
  newest: SiteRun | null,
): 'regression' | 'improvement' | null {
  return seriesStatus(series, newest) === 'undecided' ? (series.verdict?.suspicion ?? null) : null;
}

/** True when the newest run broke the budget of this series. */
export function breaksBudget(series: SiteSeries, newest: SiteRun | null): boolean {
  return series.budget?.met === false && seriesStatus(series, newest) !== 'absent';
}

/** The limit of a budget, and on which side of it values have to stay. */
export function budgetLimit(budget: NonNullable<SiteSeries['budget']>): {
  limit: number;
  side: 'max' | 'min';
} {
  return 'max' in budget ? { limit: budget.max, side: 'max' } : { limit: budget.min, side: 'min' };
}

/** The points that lie beyond today's budget without a break up to the newest, oldest first. */
export function pointsBeyondBudget(series: SiteSeries): SiteSeries['points'] {
  if (series.budget === null) return [];
  const { limit, side } = budgetLimit(series.budget);
  const lastInside = series.points.findLastIndex(({ mean }) =>
    side === 'max' ? mean <= limit : mean >= limit,
  );
  return series.points.slice(lastInside + 1);
}

/**
 * The part of a change that its interval leaves no doubt about: 0 when the interval spans no
 * change or is not known. What is large and sure comes first.
 */
export function certainChange({ verdict }: SiteSeries): number {
  const interval = verdict?.interval;
  if (!interval || interval.low * interval.high <= 0) return 0;
  return Math.min(Math.abs(interval.low), Math.abs(interval.high));
}
