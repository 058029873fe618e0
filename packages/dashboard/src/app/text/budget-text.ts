import type { SiteSeries } from '../../site-data.ts';
import { formatMoment } from './format-time.ts';
import { formatInterval, formatMean, formatValue } from './format-value.ts';
import { budgetLimit, pointsBeyondBudget } from '../site/series-status.ts';
import { shortCommit } from './short-commit.ts';
import type { Site } from '../site/site.ts';
import { texts } from './texts.ts';

/** Returns the limit in words: `at most 5 ms`. */
export function budgetText(budget: NonNullable<SiteSeries['budget']>, series: SiteSeries): string {
  const { limit, side } = budgetLimit(budget);
  const value = formatValue(limit, series);
  return side === 'max' ? texts.series.atMost(value) : texts.series.atLeast(value);
}

/** Compares the newest value with its budget, and says since when the budget is broken or why it is unclear. */
export function openBudgetText(series: SiteSeries, site: Site): string {
  const newest = series.points.at(-1);
  if (series.budget === null || newest === undefined) return '';
  const value = valueText(newest, series);
  return [
    texts.findings.againstBudget(value, budgetText(series.budget, series)),
    series.budget.state === 'unclear' ? texts.findings.spansLimit : brokenSinceText(series, site),
  ].join(' ');
}

function valueText(point: SiteSeries['points'][number], series: SiteSeries): string {
  const value = formatMean(point, series);
  const { low, high } = point;
  return low === null || high === null ? value : `${value} (${formatInterval(low, high, series)})`;
}

/** Says since when a budget is broken, by today's limit: the limits of earlier runs are not known. */
export function brokenSinceText(series: SiteSeries, { data, runPositions }: Site): string {
  const beyond = pointsBeyondBudget(series);
  const first = data.runs[runPositions.get(beyond[0]?.run ?? '') ?? -1];
  if (first === undefined) return '';
  if (beyond.length === 1) return texts.findings.firstMiss;
  if (beyond.length === series.points.length) return texts.findings.alwaysMissed(beyond.length);
  return texts.findings.missedSince(
    beyond.length,
    formatMoment(first.startedAt),
    shortCommit(first),
  );
}
