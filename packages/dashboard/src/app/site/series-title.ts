import type { SiteSeries } from '../../site-data.ts';

/** Returns the parameters as text: `writers=20, size=1`; empty without parameters. */
export function paramsText({ params }: Pick<SiteSeries, 'params'>): string {
  return Object.entries(params)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}

/** Returns the full title of a series: `db › inserts › HighPerfDatabase (writers=20)`. */
export function seriesTitle(series: SiteSeries): string {
  const params = paramsText(series);
  const title = [series.project, series.suite, series.name].filter(Boolean).join(' › ');
  return params === '' ? title : `${title} (${params})`;
}

/** Returns the series that share title and instrument with another one: only their machines differ. */
export function namesakes(series: readonly SiteSeries[]): ReadonlySet<SiteSeries> {
  const byTitle = Map.groupBy(series, (one) => `${seriesTitle(one)} ${one.instrument}`);
  return new Set([...byTitle.values()].filter(({ length }) => length > 1).flat());
}
