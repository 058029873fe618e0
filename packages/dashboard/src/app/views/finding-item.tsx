import type { ComponentChildren } from 'preact';
import type { SiteData, SiteSeries } from '../../site-data.ts';
import { openBudgetText } from '../text/budget-text.ts';
import { changeIntervalText, changeText } from '../text/change-text.ts';
import { formatDuration } from '../text/format-time.ts';
import type { Finding } from '../site/overview.ts';
import { budgetStateIn, seriesStatus, suspicionOf } from '../site/series-status.ts';
import { seriesTitle } from '../site/series-title.ts';
import type { Site } from '../site/site.ts';
import { instrumentName, instrumentText } from '../text/instrument-text.ts';
import { texts } from '../text/texts.ts';
import type { Navigate } from './use-view-state.ts';
import { BudgetBadge } from './budget-badge.tsx';
import { SeriesLink } from './series-link.tsx';
import { SmallChart } from './small-chart.tsx';
import { SuspicionBadge } from './suspicion-badge.tsx';
import { VerdictBadge } from './verdict-badge.tsx';

type Problem = SiteData['problems'][number];

interface FindingItemProps {
  finding: Finding;
  site: Site;
  navigate: Navigate;
}

export function FindingItem({ finding, site, navigate }: FindingItemProps) {
  switch (finding.kind) {
    case 'regression':
    case 'budget':
    case 'unclear':
    case 'suspicion':
      return <SeriesFinding series={finding.series} site={site} navigate={navigate} />;
    case 'failed': {
      const { title, instrument, message } = finding.problem;
      return (
        <Row badges={<Badge kind="failed" />} title={title} note={instrumentName(instrument)}>
          <p>{message}</p>
        </Row>
      );
    }
    case 'unavailable':
      return <UnavailableFinding problems={finding.problems} />;
    case 'test': {
      const { project, suite, name, variant, outcome, durationMs, error } = finding.test;
      const title = [project, suite, name].filter(Boolean).join(' › ');
      return (
        <Row badges={<Badge kind="test" />} title={title} note={variant}>
          <p>
            {texts.findings.testTook(
              texts.tests.outcomes[outcome],
              formatDuration(durationMs),
              error ?? '',
            )}
          </p>
        </Row>
      );
    }
    case 'damaged':
      return (
        <Row badges={<Badge kind="damaged" />} title={finding.damaged.title} note={null}>
          <p>{finding.damaged.fault}</p>
        </Row>
      );
  }
}

function UnavailableFinding({ problems }: { problems: readonly Problem[] }) {
  const [first, ...others] = problems;
  if (first === undefined) return null;
  const { title, instrument, message } = first;
  if (others.length === 0) {
    return (
      <Row badges={<Badge kind="unavailable" />} title={title} note={instrumentName(instrument)}>
        <p>{message}</p>
      </Row>
    );
  }
  return (
    <Row
      badges={<Badge kind="unavailable" />}
      title={texts.findings.unavailableTogether(problems.length)}
      note={instrumentName(instrument)}
    >
      <p>{message}</p>
      <details>
        <summary>{texts.findings.which}</summary>
        <ul>
          {problems.map((problem) => (
            <li key={problem.title}>{problem.title}</li>
          ))}
        </ul>
      </details>
    </Row>
  );
}

interface SeriesFindingProps {
  series: SiteSeries;
  site: Site;
  navigate: Navigate;
}

function SeriesFinding({ series, site, navigate }: SeriesFindingProps) {
  const isWorse = seriesStatus(series, site.newest) === 'regression';
  const budget = budgetStateIn(series, site.newest);
  const suspicion = suspicionOf(series, site.newest);
  return (
    <Row
      badges={
        <>
          {isWorse && <VerdictBadge status="regression" />}
          {budget !== null && <BudgetBadge state={budget} />}
          {suspicion !== null && <SuspicionBadge suspicion={suspicion} />}
        </>
      }
      title={
        <SeriesLink series={series} navigate={navigate}>
          {seriesTitle(series)}
        </SeriesLink>
      }
      note={instrumentText(series).name}
      chart={<SmallChart series={series} site={site} />}
    >
      {(isWorse || suspicion !== null) && (
        <p>
          <strong>{changeText(series)}</strong> {changeIntervalText(series)}
          <br />
          {isWorse ? series.verdict?.reason : texts.suspicion.next}
        </p>
      )}
      {budget !== null && budget !== 'met' && <p>{openBudgetText(series, site)}</p>}
    </Row>
  );
}

function Badge({ kind }: { kind: 'failed' | 'unavailable' | 'test' | 'damaged' }) {
  return (
    <span class={`badge ${kind === 'unavailable' ? 'unavailable' : 'failed'}`}>
      {texts.findings[kind]}
    </span>
  );
}

interface RowProps {
  badges: ComponentChildren;
  title: ComponentChildren;
  note: string | null;
  chart?: ComponentChildren;
  children: ComponentChildren;
}

function Row({ badges, title, note, chart, children }: RowProps) {
  return (
    <li>
      <div class="badges">{badges}</div>
      <div>
        <p class="finding-title">
          {title} {note !== null && <span class="note">{note}</span>}
        </p>
        {children}
      </div>
      {chart}
    </li>
  );
}
