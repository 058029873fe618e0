import type { ComponentChildren } from 'preact';
import type { SiteSeries } from '../../site-data.ts';
import { brokenSinceText, budgetText } from '../text/budget-text.ts';
import type { ChartData } from '../chart/chart-data.ts';
import { valueRange } from '../chart/value-range.ts';
import { formatMoment } from '../text/format-time.ts';
import { budgetStateIn } from '../site/series-status.ts';
import type { Site } from '../site/site.ts';
import { instrumentText } from '../text/instrument-text.ts';
import { texts } from '../text/texts.ts';
import { Commit } from './commit.tsx';

interface SeriesFactsProps {
  series: SiteSeries;
  site: Site;
  data: ChartData;
}

/** Facts that a reader needs to weigh the numbers: direction, budget, instrument, environment. */
export function SeriesFacts({ series, site, data }: SeriesFactsProps) {
  const previous = data.runs.at(-2);
  const instrument = instrumentText(series);
  return (
    <dl class="facts">
      <Fact name={texts.detail.better}>{texts.series[series.better]}</Fact>
      <Fact name={texts.detail.previous}>
        {previous === undefined ? (
          texts.detail.noPrevious
        ) : (
          <>
            <Commit run={previous} /> <span class="note">{formatMoment(previous.startedAt)}</span>
          </>
        )}
      </Fact>
      <Fact name={texts.detail.budget}>
        <Budget series={series} site={site} data={data} />
      </Fact>
      {series.peer !== null && <Fact name={texts.detail.peer}>{series.peer}</Fact>}
      <Fact name={texts.detail.instrument}>
        {instrument.name}
        <span class="note">{instrument.hint}</span>
      </Fact>
      <Fact name={texts.detail.environment} isWide>
        {series.environment}
        <span class="note">
          {texts.detail.fingerprint} {series.fingerprint}
        </span>
      </Fact>
    </dl>
  );
}

interface FactProps {
  name: string;
  isWide?: boolean;
  children: ComponentChildren;
}

function Fact({ name, isWide = false, children }: FactProps) {
  return (
    <div class={isWide ? 'wide' : undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Budget({ series, site, data }: SeriesFactsProps) {
  const { budget } = series;
  if (budget === null) return <>{texts.detail.noBudget}</>;
  const { showsBudget } = valueRange(series, data);
  return (
    <>
      {budgetText(budget, series)}
      {' · '}
      {texts.series.budgetState[budget.state]}
      {budgetStateIn(series, site.newest) === 'broken' && (
        <span class="note">{brokenSinceText(series, site)}</span>
      )}
      {!showsBudget && <span class="note">{texts.detail.budgetOutside}</span>}
    </>
  );
}
