import type { SiteSeries } from '../../site-data.ts';
import type { ChartData } from '../chart/chart-data.ts';
import { pointText } from '../chart/chart-point.ts';
import { formatMoment } from '../text/format-time.ts';
import { texts } from '../text/texts.ts';
import { Commit } from './commit.tsx';

interface PointReadingProps {
  series: SiteSeries;
  data: ChartData;
  selected: number;
}

/** The selected point of the chart. */
export function PointReading({ series, data, selected }: PointReadingProps) {
  const point = pointText(data, selected, series);
  if (point === null) return null;
  const { run, value, interval } = point;
  return (
    <dl class="facts reading">
      <div>
        <dt>{texts.detail.reading}</dt>
        <dd>{texts.detail.position(selected + 1, data.means.length)}</dd>
      </div>
      <div>
        <dt>{texts.detail.value}</dt>
        <dd>
          <strong>{value}</strong>
        </dd>
      </div>
      <div>
        <dt>{texts.detail.interval}</dt>
        <dd>{interval}</dd>
      </div>
      <div>
        <dt>{texts.detail.commit}</dt>
        <dd>
          <Commit run={run} /> {run.dirty && <span class="note">{texts.run.dirty}</span>}
        </dd>
      </div>
      <div>
        <dt>{texts.detail.branch}</dt>
        <dd>{run.branch ?? texts.run.noBranch}</dd>
      </div>
      <div>
        <dt>{texts.detail.when}</dt>
        <dd>{formatMoment(run.startedAt)}</dd>
      </div>
      <div class="wide">
        <dt>{texts.detail.run}</dt>
        <dd>{run.id}</dd>
      </div>
    </dl>
  );
}
