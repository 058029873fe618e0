import { Component } from 'preact';
import type { SiteSeries } from '../../site-data.ts';
import { budgetText } from '../text/budget-text.ts';
import { changeIntervalText, changeText } from '../text/change-text.ts';
import { formatInterval, formatMean } from '../text/format-value.ts';
import { seriesStatus } from '../site/series-status.ts';
import { paramsText } from '../site/series-title.ts';
import type { Site } from '../site/site.ts';
import { instrumentText } from '../text/instrument-text.ts';
import { texts } from '../text/texts.ts';
import type { Navigate } from './use-view-state.ts';
import { SeriesLink } from './series-link.tsx';
import { SmallChart } from './small-chart.tsx';
import { StatusBadge } from './status-badge.tsx';

interface SeriesCardProps {
  series: SiteSeries;
  site: Site;
  /** Whether to name the machine, because another series has the same title. */
  namesMachine: boolean;
  navigate: Navigate;
}

/** One series at a glance. A class, so that typing in the filter does not render 1,000 of them. */
export class SeriesCard extends Component<SeriesCardProps> {
  override shouldComponentUpdate(next: SeriesCardProps): boolean {
    return next.series !== this.props.series;
  }

  override render({ series, site, namesMachine, navigate }: SeriesCardProps) {
    const status = seriesStatus(series, site.newest);
    const details = [
      paramsText(series),
      instrumentText(series).name,
      series.peer === null ? '' : texts.series.peer(series.peer),
      namesMachine ? series.environment : '',
    ];
    return (
      <article class={`card ${status}`}>
        <div class="card-head">
          <SeriesLink series={series} navigate={navigate}>
            {series.name}
          </SeriesLink>
          <StatusBadge series={series} site={site} />
        </div>
        <p class="card-details">{details.filter(Boolean).join(' · ')}</p>
        <Value series={series} />
        <SmallChart series={series} site={site} />
        <Change series={series} />
        <Budget series={series} />
      </article>
    );
  }
}

function Value({ series }: { series: SiteSeries }) {
  const newest = series.points.at(-1);
  if (newest === undefined) return null;
  return (
    <p class="card-value">
      <strong>{formatMean(newest, series)}</strong>{' '}
      <span class="muted">{intervalText(newest, series)}</span>
    </p>
  );
}

function intervalText({ low, high }: SiteSeries['points'][number], series: SiteSeries): string {
  if (low !== null && high !== null)
    return texts.series.interval(formatInterval(low, high, series));
  if (series.instrument === 'counted') return '';
  const isCounted = series.instrument === 'instructions' || series.instrument === 'allocated';
  return isCounted ? texts.series.counted : texts.series.noInterval;
}

function Change({ series }: { series: SiteSeries }) {
  const change = changeText(series);
  if (series.verdict === null) return null;
  return (
    <p class="card-line" title={series.verdict.reason}>
      {change === null ? (
        <span class="muted">{series.verdict.reason}</span>
      ) : (
        <>
          <strong>{change}</strong> <span class="muted">{changeIntervalText(series)}</span>
        </>
      )}
    </p>
  );
}

function Budget({ series }: { series: SiteSeries }) {
  if (series.budget === null) return null;
  const { state } = series.budget;
  return (
    <p class="card-line muted">
      {texts.series.budget(budgetText(series.budget, series))}
      {' · '}
      {state === 'met' ? (
        texts.series.budgetState.met
      ) : (
        <strong class={`budget-${state}`}>{texts.series.budgetState[state]}</strong>
      )}
    </p>
  );
}
