import type {
  MeasuredMetric,
  Metric,
  PerfReport,
  TestOutcome,
  Verdict,
} from '@night-pilot/perf-kit/report';
import { failedTestsOf } from './failed-tests.ts';

export type FailedMetric = Extract<Metric, { state: 'failed' }>;
export type UnavailableMetric = Extract<Metric, { state: 'unavailable' }>;

/** What a run amounts to. */
export interface Outcome {
  /**
   * 1: a regression or a broken budget. 2: something failed to be measured,
   * or nothing was, or a test failed. 0: neither. What was found outranks what is missing: it stays true whatever the rest says.
   */
  exitCode: 0 | 1 | 2;
  regressions: Verdict[];
  brokenBudgets: MeasuredMetric[];
  failed: FailedMetric[];
  /** Those that no failed metric speaks for already. */
  failedTests: TestOutcome[];
  /** Not a failure: this machine cannot measure it, and the report says why. */
  unavailable: UnavailableMetric[];
}

/** Sums up a report and what was judged about it. */
export function outcomeOf(report: PerfReport, verdicts: readonly Verdict[]): Outcome {
  const { metrics } = report;
  const measured = metrics.filter((metric) => metric.state === 'measured');
  const failed = metrics.filter((metric) => metric.state === 'failed');
  const failedTests = failedTestsOf(report);
  const regressions = verdicts.filter(({ verdict }) => verdict === 'regression');
  const brokenBudgets = measured.filter(({ budget }) => budget?.met === false);
  const isFound = regressions.length > 0 || brokenBudgets.length > 0;
  const isIncomplete = failed.length + failedTests.length > 0 || measured.length === 0;
  return {
    exitCode: isFound ? 1 : isIncomplete ? 2 : 0,
    regressions,
    brokenBudgets,
    failed,
    failedTests,
    unavailable: metrics.filter((metric) => metric.state === 'unavailable'),
  };
}
