import type { SiteSeries } from '../../site-data.ts';
import { seriesStatus, suspicionOf } from '../site/series-status.ts';
import type { Site } from '../site/site.ts';
import { SuspicionBadge } from './suspicion-badge.tsx';
import { VerdictBadge } from './verdict-badge.tsx';

/** Standing of a series in the newest run, or the suspicion on it. */
export function StatusBadge({ series, site }: { series: SiteSeries; site: Site }) {
  const suspicion = suspicionOf(series, site.newest);
  return suspicion === null ? (
    <VerdictBadge status={seriesStatus(series, site.newest)} />
  ) : (
    <SuspicionBadge suspicion={suspicion} />
  );
}
