import type { SiteRun, SiteSeries } from '../../site-data.ts';
import { formatMoment } from '../text/format-time.ts';
import { formatInterval, formatMean } from '../text/format-value.ts';
import { shortCommit } from '../text/short-commit.ts';
import { texts } from '../text/texts.ts';
import type { ChartData } from './chart-data.ts';

/** One point of a chart, as text. */
export interface PointText {
  run: SiteRun;
  value: string;
  interval: string;
}

/** @returns null when the chart has no such point. */
export function pointText(data: ChartData, index: number, series: SiteSeries): PointText | null {
  const run = data.runs[index];
  const mean = data.means[index];
  if (run === undefined || mean === undefined) return null;
  const low = data.lows[index] ?? null;
  const high = data.highs[index] ?? null;
  return {
    run,
    value: formatMean({ mean, low, high }, series),
    interval:
      low === null || high === null ? texts.detail.noInterval : formatInterval(low, high, series),
  };
}

/** Returns a point in one line, for a screen reader. */
export function pointSentence({ run, value, interval }: PointText): string {
  return [
    value,
    `${texts.detail.interval} ${interval}`,
    `${texts.detail.commit} ${shortCommit(run)}`,
    formatMoment(run.startedAt),
  ].join(', ');
}
