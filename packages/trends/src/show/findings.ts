import { formatValue } from '@night-pilot/perf-kit';
import {
  identityTitle,
  type MeasuredMetric,
  peerTitle,
  shownValue,
  SUITE_SEPARATOR,
  type TestOutcome,
  type Verdict,
} from '@night-pilot/perf-kit/report';
import type { CheckedRun } from '../check/check-run.ts';
import { testFailure } from '../check/failed-tests.ts';
import type { UnavailableMetric } from '../check/outcome.ts';
import { suspicionOf } from '../judge/decide.ts';

/** Sentences under a heading, for the terminal and for Markdown. */
export interface Findings {
  title: string;
  isBad: boolean;
  lines: string[];
}

/** What a reader of a run should know, most urgent first. Headings with nothing below are left out. */
export function findingsOf({ report, verdicts, outcome }: CheckedRun): Findings[] {
  const judged = (wanted: (verdict: Verdict) => boolean) =>
    verdicts.verdicts
      .filter(wanted)
      .map(({ series, reason }) => `${identityTitle(series)} [${series.instrument}]: ${reason}`);
  const budgetsMet = report.metrics
    .filter((metric) => metric.state === 'measured')
    .filter(({ budget }) => budget?.met === true);
  return [
    { title: 'Regressions', isBad: true, lines: judged(({ verdict }) => verdict === 'regression') },
    { title: 'Budgets broken', isBad: true, lines: outcome.brokenBudgets.map(budgetLine) },
    {
      title: 'Could not be measured',
      isBad: true,
      lines: outcome.failed.map((metric) => `${identityTitle(metric)}: ${metric.error.message}`),
    },
    { title: 'Tests failed', isBad: true, lines: outcome.failedTests.map(testLine) },
    {
      title: 'Suspicions',
      isBad: false,
      lines: judged((verdict) => suspicionOf(verdict) !== null),
    },
    {
      title: 'Improvements',
      isBad: false,
      lines: judged(({ verdict }) => verdict === 'improvement'),
    },
    {
      title: 'Not comparable',
      isBad: false,
      lines: judged(({ verdict }) => verdict === 'incomparable'),
    },
    { title: 'New', isBad: false, lines: judged(({ verdict }) => verdict === 'new') },
    { title: 'Gone', isBad: false, lines: judged(({ verdict }) => verdict === 'gone') },
    {
      title: 'Not available here',
      isBad: false,
      lines: unavailableLines(outcome.unavailable),
    },
    {
      title: 'Budgets met',
      isBad: false,
      lines: budgetsMet.map(budgetLine),
    },
  ].filter(({ lines }) => lines.length > 0);
}

/** One line for all that has the same reason. */
function unavailableLines(metrics: readonly UnavailableMetric[]): string[] {
  const byReason = Map.groupBy(metrics, ({ instrument, reason }) => `[${instrument}]: ${reason}`);
  return [...byReason].map(([reason, [first, ...others]]) => {
    const title = first === undefined ? '' : identityTitle(first);
    return others.length === 0
      ? `${title} ${reason}`
      : `${title} and ${others.length} more ${reason}`;
  });
}

function testLine(test: TestOutcome): string {
  const { project, suite, name } = test;
  const title = [project, suite, name].filter(Boolean).join(SUITE_SEPARATOR);
  return `${title}: ${testFailure(test)}`;
}

function budgetLine(metric: MeasuredMetric): string {
  const { budget, unit, summary } = metric;
  const peer = peerTitle(metric);
  if (budget === undefined) return identityTitle(metric);
  const limit =
    'min' in budget ? (['at least', budget.min] as const) : (['at most', budget.max] as const);
  const against = peer === null ? '' : ` against ${peer}`;
  return `${identityTitle(metric)}: ${formatValue(shownValue(summary.mean, metric), unit)}${against}, ${limit[0]} ${formatValue(limit[1], unit)}`;
}
