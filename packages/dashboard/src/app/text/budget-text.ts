import type { SiteSeries } from '../../site-data.ts';
import { formatMoment } from './format-time.ts';
import { formatMean, formatValue } from './format-value.ts';
import { budgetLimit, pointsBeyondBudget } from '../site/series-status.ts';
import { shortCommit } from './short-commit.ts';
import type { Site } from '../site/site.ts';
import { texts } from './texts.ts';

/** The limit in words: `at most 5 ms`. */
export function budgetText(budget: NonNullable<SiteSeries['budget']>, series: SiteSeries): string {
  const { limit, side } = budgetLimit(budget);
  const value = formatValue(limit, series);
  return side === 'max' ? texts.series.atMost(value) : texts.series.atLeast(value);
}

/** By how much a budget is broken, and since when. */
export function brokenBudgetText(series: SiteSeries, site: Site): string {
  const newest = series.points.at(-1);
  if (series.budget === null || newest === undefined) return '';
  const value = formatMean(newest, series);
  return [
    texts.findings.overBudget(value, budgetText(series.budget, series)),
    brokenSinceText(series, site),
  ].join(' ');
}

/** Since when a budget is broken. The limit is today's: what earlier runs had to keep is not known. */
export function brokenSinceText(series: SiteSeries, { data, runPositions }: Site): string {
  const beyond = pointsBeyondBudget(series);
  const first = data.runs[runPositions.get(beyond[0]?.run ?? '') ?? -1];
  if (first === undefined) return '';
  if (beyond.length === 1) return texts.findings.firstOver;
  if (beyond.length === series.points.length) return texts.findings.alwaysOver(beyond.length);
  return texts.findings.overSince(beyond.length, formatMoment(first.startedAt), shortCommit(first));
}
