import { useState } from 'preact/hooks';
import type { SiteSeries } from '../../site-data.ts';
import type { ChartData } from '../chart/chart-data.ts';
import { pointText } from '../chart/chart-point.ts';
import { formatMoment } from '../text/format-time.ts';
import { texts } from '../text/texts.ts';
import { Commit } from './commit.tsx';

/** The points of the chart as a table, rendered when it is opened. */
export function ValueTable({ series, data }: { series: SiteSeries; data: ChartData }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{texts.detail.table(data.means.length)}</summary>
      {isOpen && (
        <div class="table-box" tabIndex={0} role="region" aria-label={series.name}>
          <table>
            <thead>
              <tr>
                <th scope="col">{texts.detail.when}</th>
                <th scope="col">{texts.detail.commit}</th>
                <th scope="col">{texts.detail.branch}</th>
                <th scope="col" class="number">
                  {texts.detail.value}
                </th>
                <th scope="col" class="number">
                  {texts.detail.interval}
                </th>
              </tr>
            </thead>
            <tbody>{rows(series, data)}</tbody>
          </table>
        </div>
      )}
    </details>
  );
}

function rows(series: SiteSeries, data: ChartData) {
  return data.means
    .map((_, index) => {
      const point = pointText(data, index, series);
      return (
        point && (
          <tr key={index}>
            <td>{formatMoment(point.run.startedAt)}</td>
            <td>
              <Commit run={point.run} />
              {point.run.dirty && <span class="note">{texts.detail.dirtyMark}</span>}
            </td>
            <td>{point.run.branch ?? texts.run.noBranch}</td>
            <td class="number">{point.value}</td>
            <td class="number">{point.interval}</td>
          </tr>
        )
      );
    })
    .reverse();
}
