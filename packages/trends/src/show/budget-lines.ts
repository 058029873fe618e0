import { budgetStateOf, type MeasuredMetric, shownValue } from '@night-pilot/perf-report';
import { identityTitle, peerTitle } from '@night-pilot/perf-report/series';
import { formatRange, formatValue } from '@night-pilot/perf-report/text';
import type { CheckedRun } from '../check/check-run.ts';
import { type Section, withoutEmpty } from './section.ts';

/** Returns the budgets that are not met: the broken ones, then the unclear ones. */
export function openBudgets({ outcome }: CheckedRun): Section[] {
  return withoutEmpty([
    { title: 'Budgets broken', isBad: true, lines: outcome.brokenBudgets.map(budgetLine) },
    {
      title: 'Budgets unclear (the interval spans the limit)',
      isBad: false,
      lines: outcome.unclearBudgets.map(budgetLine),
    },
  ]);
}

/** Returns the budgets that are met. */
export function metBudgets({ report }: CheckedRun): Section[] {
  const met = report.metrics
    .filter((metric) => metric.state === 'measured')
    .filter((metric) => budgetStateOf(metric) === 'met');
  return withoutEmpty([{ title: 'Budgets met', isBad: false, lines: met.map(budgetLine) }]);
}

/** `db › writes › ratio: 68.9× (52.1–91.2×) against SimpleDatabase, at least 80×`. */
function budgetLine(metric: MeasuredMetric): string {
  const { budget, unit, summary } = metric;
  if (budget === undefined) return identityTitle(metric);
  const { mean, interval } = summary;
  const peer = peerTitle(metric);
  const limit =
    'min' in budget
      ? `at least ${formatValue(budget.min, unit)}`
      : `at most ${formatValue(budget.max, unit)}`;
  const value = [
    formatValue(shownValue(mean, metric), unit),
    ...(interval === null ? [] : [`(${formatRange(interval.low, interval.high, unit)})`]),
    ...(peer === null ? [] : [`against ${peer}`]),
  ].join(' ');
  return `${identityTitle(metric)}: ${value}, ${limit}`;
}
