import type { TestOutcome, Verdict } from '@night-pilot/perf-report';
import { identityTitle, SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import type { CheckedRun } from '../check/check-run.ts';
import { testFailure } from '../check/failed-tests.ts';
import type { UnavailableMetric } from '../check/unmeasured.ts';
import { type Section, withoutEmpty } from './section.ts';

/** Returns the findings of a run apart from its budgets, the most urgent first. */
export function findingsOf({ verdicts, outcome }: CheckedRun): Section[] {
  const judged = (wanted: (verdict: Verdict) => boolean) =>
    verdicts.verdicts
      .filter(wanted)
      .map(({ series, reason }) => `${identityTitle(series)} [${series.instrument}]: ${reason}`);
  const named = (name: Verdict['verdict']) => judged(({ verdict }) => verdict === name);
  return withoutEmpty([
    { title: 'Regressions', isBad: true, lines: named('regression') },
    {
      title: 'Could not be measured',
      isBad: true,
      lines: outcome.failed.map((metric) => `${identityTitle(metric)}: ${metric.error.message}`),
    },
    { title: 'Tests failed', isBad: true, lines: outcome.failedTests.map(testLine) },
    {
      title: 'Suspicions',
      isBad: false,
      lines: judged(({ suspicion }) => suspicion !== undefined),
    },
    { title: 'Improvements', isBad: false, lines: named('improvement') },
    { title: 'Not comparable', isBad: false, lines: named('incomparable') },
    { title: 'New', isBad: false, lines: named('new') },
    { title: 'Gone', isBad: false, lines: named('gone') },
    { title: 'Not available here', isBad: false, lines: unavailableLines(outcome.unavailable) },
  ]);
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
