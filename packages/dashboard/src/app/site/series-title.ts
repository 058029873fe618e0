import type { SiteSeries } from '../../site-data.ts';

/** Parameters as a reader takes them in: `writers=20, size=1`. Empty when there are none. */
export function paramsText({ params }: Pick<SiteSeries, 'params'>): string {
  return Object.entries(params)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}

/** Where a series is found: `db › inserts › HighPerfDatabase (writers=20)`. */
export function seriesTitle(series: SiteSeries): string {
  const params = paramsText(series);
  const title = [series.project, series.suite, series.name].filter(Boolean).join(' › ');
  return params === '' ? title : `${title} (${params})`;
}

/** Series that differ from another one by their machine only: a reader has to be told which. */
export function namesakes(series: readonly SiteSeries[]): ReadonlySet<SiteSeries> {
  const byTitle = Map.groupBy(series, (one) => `${seriesTitle(one)} ${one.instrument}`);
  return new Set([...byTitle.values()].filter(({ length }) => length > 1).flat());
}
