import {
  budgetStateOf,
  type MeasuredMetric,
  type PerfReport,
  type TestOutcome,
  type Verdict,
} from '@night-pilot/perf-report';
import { failedTestsOf } from './failed-tests.ts';
import type { FailedMetric, UnavailableMetric } from './unmeasured.ts';

/** The result of a run: its exit code and the reasons for it. */
export interface Outcome {
  /**
   * - 1: a regression or a broken budget, whatever else happened.
   * - 2: a metric or a test failed, or nothing was measured.
   * - 0: none of these. An unclear budget fails nothing.
   */
  exitCode: 0 | 1 | 2;
  /** Without those that somebody has acknowledged. */
  regressions: Verdict[];
  /** Metrics whose whole interval breaks their budget. */
  brokenBudgets: MeasuredMetric[];
  /** Metrics whose interval spans the limit of their budget. */
  unclearBudgets: MeasuredMetric[];
  failed: FailedMetric[];
  /** Failed tests, without those that a failed metric already reports. */
  failedTests: TestOutcome[];
  /** Metrics that this machine cannot measure. They fail nothing. */
  unavailable: UnavailableMetric[];
}

/** Sums up a report and its verdicts. */
export function outcomeOf(report: PerfReport, verdicts: readonly Verdict[]): Outcome {
  const { metrics } = report;
  const measured = metrics.filter((metric) => metric.state === 'measured');
  const failed = metrics.filter((metric) => metric.state === 'failed');
  const failedTests = failedTestsOf(report);
  const regressions = verdicts.filter(
    ({ verdict, finding }) => verdict === 'regression' && finding?.state !== 'acknowledged',
  );
  const brokenBudgets = measured.filter((metric) => budgetStateOf(metric) === 'broken');
  const isFound = regressions.length > 0 || brokenBudgets.length > 0;
  const isIncomplete = failed.length + failedTests.length > 0 || measured.length === 0;
  return {
    exitCode: isFound ? 1 : isIncomplete ? 2 : 0,
    regressions,
    brokenBudgets,
    unclearBudgets: measured.filter((metric) => budgetStateOf(metric) === 'unclear'),
    failed,
    failedTests,
    unavailable: metrics.filter((metric) => metric.state === 'unavailable'),
  };
}
