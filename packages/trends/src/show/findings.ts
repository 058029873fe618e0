import type { MetricIdentity, TestOutcome, Verdict } from '@night-pilot/perf-report';
import { identityKey, identityTitle, SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import type { CheckedRun } from '../check/check-run.ts';
import { testFailure } from '../check/failed-tests.ts';
import type { UnavailableMetric } from '../check/unmeasured.ts';
import type { Finding } from '../findings/list-findings.ts';
import { findingLine } from './finding-line.ts';
import { type Section, withoutEmpty } from './section.ts';

/** Returns the findings of a run apart from its budgets, the most urgent first. */
export function findingsOf({ verdicts, outcome, findings }: CheckedRun): Section[] {
  const found = new Set(findings.flatMap(changesOf));
  const isApart = ({ series, verdict, suspicion }: Verdict) =>
    !found.has(changeKey(series, suspicion ?? verdict));
  const known = (wanted: (finding: Finding) => boolean) =>
    findings.filter(wanted).map((finding) => findingLine(finding));
  const judged = (wanted: (verdict: Verdict) => boolean) =>
    verdicts.verdicts
      .filter((verdict) => wanted(verdict) && isApart(verdict))
      .map(({ series, reason }) => `${identityTitle(series)} [${series.instrument}]: ${reason}`);
  const named = (name: Verdict['verdict']) => judged(({ verdict }) => verdict === name);
  return withoutEmpty([
    {
      title: 'Regressions',
      isBad: true,
      lines: [
        ...known((finding) => isNewRegression(finding) && !isSuspicion(finding)),
        ...named('regression'),
      ],
    },
    {
      title: 'Could not be measured',
      isBad: true,
      lines: outcome.failed.map((metric) => `${identityTitle(metric)}: ${metric.error.message}`),
    },
    { title: 'Tests failed', isBad: true, lines: outcome.failedTests.map(testLine) },
    {
      title: 'Suspicions',
      isBad: false,
      lines: [
        ...known((finding) => finding.state === 'new' && isSuspicion(finding)),
        ...judged(({ suspicion }) => suspicion !== undefined),
      ],
    },
    { title: 'Known', isBad: false, lines: known(({ state }) => state === 'acknowledged') },
    { title: 'Fixed', isBad: false, lines: known(({ state }) => state === 'fixed') },
    {
      title: 'Improvements',
      isBad: false,
      lines: [
        ...known((finding) => finding.direction === 'improvement' && !isSuspicion(finding)),
        ...named('improvement'),
      ],
    },
    { title: 'Not comparable', isBad: false, lines: named('incomparable') },
    { title: 'New', isBad: false, lines: named('new') },
    { title: 'Gone', isBad: false, lines: named('gone') },
    { title: 'Not available here', isBad: false, lines: unavailableLines(outcome.unavailable) },
  ]);
}

function isNewRegression({ direction, state }: Finding): boolean {
  return direction === 'regression' && state === 'new';
}

/** Whether only the times of the history show it. */
function isSuspicion({ series }: Finding): boolean {
  return series.every(({ certainty }) => certainty === 'suspected');
}

/** Returns the keys of the changes that the line of a finding tells. */
function changesOf({ direction, state, series }: Finding): string[] {
  const shown = state === 'fixed' ? 'improvement' : direction;
  return series.map(({ identity }) => changeKey(identity, shown));
}

function changeKey(identity: MetricIdentity, direction: string): string {
  return `${direction} ${identityKey(identity)}`;
}

/** One line for all metrics that are unavailable for the same reason. */
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
