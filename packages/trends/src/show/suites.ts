import { budgetStateOf, type Metric, type Verdict } from '@night-pilot/perf-report';
import type { CheckedRun } from '../check/check-run.ts';
import { metricsBySuite } from './results.ts';
import { type Standing, STANDINGS, standingOf } from './standing.ts';
import { verdictsByMetric } from './verdict-of.ts';

/** A number of metrics that have something in common. */
export interface Count<Name extends string> {
  name: Name;
  count: number;
}

/** Standing of a metric, with suspicions and missing baselines apart from other undecided series. */
export type SuiteStanding = Standing | 'suspicion' | 'no baseline';

const ORDER = [
  ...STANDINGS.slice(0, 2),
  'suspicion',
  ...STANDINGS.slice(2),
  'no baseline',
] as const satisfies readonly SuiteStanding[];

const BUDGET_STATES = ['broken', 'unclear', 'met'] as const;

/** One suite of one project in numbers. Counts of zero are left out. */
export interface SuiteSummary {
  title: string;
  metrics: number;
  verdicts: Count<SuiteStanding>[];
  budgets: Count<(typeof BUDGET_STATES)[number]>[];
}

/** Returns one summary for each suite, in the order of the report. */
export function suiteSummaries({ report, verdicts }: CheckedRun): SuiteSummary[] {
  const verdictOf = verdictsByMetric(report, verdicts.verdicts);
  return [...metricsBySuite(report)].map(([title, metrics]) => {
    const standings = metrics.map((metric) => suiteStanding(metric, verdictOf(metric)));
    const budgets = metrics.map((metric) =>
      metric.state === 'measured' ? budgetStateOf(metric) : null,
    );
    return {
      title,
      metrics: metrics.length,
      verdicts: countsOf(ORDER, standings),
      budgets: countsOf(BUDGET_STATES, budgets),
    };
  });
}

/** Joins counts into text: `5 unchanged, 1 undecided`. */
export function countsText(counts: readonly Count<string>[]): string {
  return counts.map(({ name, count }) => `${count} ${name}`).join(', ');
}

function suiteStanding(metric: Metric, verdict: Verdict | undefined): SuiteStanding {
  const standing = standingOf(metric, verdict);
  if (standing !== 'undecided' || verdict === undefined) return standing;
  if (verdict.suspicion !== undefined) return 'suspicion';
  return verdict.base === null ? 'no baseline' : 'undecided';
}

function countsOf<Name extends string>(
  names: readonly Name[],
  values: readonly (string | null)[],
): Count<Name>[] {
  return names
    .map((name) => ({ name, count: values.filter((value) => value === name).length }))
    .filter(({ count }) => count > 0);
}
