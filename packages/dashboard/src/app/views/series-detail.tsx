import { useMemo, useState } from 'preact/hooks';
import type { SiteSeries } from '../../site-data.ts';
import { changeIntervalText, changeText } from '../text/change-text.ts';
import { chartData } from '../chart/chart-data.ts';
import { paramsText } from '../site/series-title.ts';
import { budgetStateIn, seriesStatus } from '../site/series-status.ts';
import type { Site } from '../site/site.ts';
import { texts } from '../text/texts.ts';
import { BudgetBadge } from './budget-badge.tsx';
import { LargeChart } from './large-chart.tsx';
import { PointReading } from './point-reading.tsx';
import { SeriesFacts } from './series-facts.tsx';
import { StatusBadge } from './status-badge.tsx';
import { ValueTable } from './value-table.tsx';

export function SeriesDetail({ series, site }: { series: SiteSeries; site: Site }) {
  const data = useMemo(() => chartData(series, site), [series, site]);
  const [selected, setSelected] = useState(data.means.length - 1);
  const params = paramsText(series);
  const budget = budgetStateIn(series, site.newest);
  return (
    <>
      <p class="path">{[series.project, series.suite].filter(Boolean).join(' › ')}</p>
      <h2 id="detail-heading">
        {series.name} {params !== '' && <span class="note">{params}</span>}
      </h2>
      <p>
        <StatusBadge series={series} site={site} />{' '}
        {budget !== null && <BudgetBadge state={budget} />} <strong>{changeText(series)}</strong>{' '}
        <span class="muted">{changeIntervalText(series)}</span>
      </p>
      <p>{reasonText(series, site)}</p>
      {data.means.length === 0 ? (
        <p class="empty">{texts.series.noPoints}</p>
      ) : (
        <>
          <LargeChart
            series={series}
            site={site}
            data={data}
            selected={selected}
            onSelect={setSelected}
          />
          <PointReading series={series} data={data} selected={selected} />
        </>
      )}
      <SeriesFacts series={series} site={site} data={data} />
      {data.means.length > 0 && <ValueTable series={series} data={data} />}
    </>
  );
}

function reasonText(series: SiteSeries, site: Site): string {
  if (seriesStatus(series, site.newest) === 'absent') return texts.detail.notInRun;
  return series.verdict?.reason ?? texts.detail.notJudged;
}
