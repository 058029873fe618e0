import type { PerfReport, TestOutcome } from '@night-pilot/perf-report';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import type { FailedMetric } from './unmeasured.ts';

/** Whether a test failed, timed out or was interrupted. */
export function hasFailed({ outcome }: TestOutcome): boolean {
  return outcome === 'failed' || outcome === 'timedOut' || outcome === 'interrupted';
}

/**
 * Returns the failed tests of a report, without those that a failed metric already reports: when a
 * test fails, the metric that it should have measured fails too, with the same error.
 */
export function failedTestsOf({ tests, metrics }: PerfReport): TestOutcome[] {
  const failed = metrics.filter((metric) => metric.state === 'failed');
  return tests
    .filter(hasFailed)
    .filter((test) => !failed.some((metric) => isFailureOf(test, metric)));
}

/** The first line of a test's error, or its outcome when it has no error. */
export function testFailure({ error, outcome }: TestOutcome): string {
  return error?.trim().split('\n', 1)[0] || outcome;
}

/** The suite of a metric is the end of the titles of the test that measures it. */
function isFailureOf({ project, suite, name, error }: TestOutcome, metric: FailedMetric): boolean {
  const titles = [suite, name].join(SUITE_SEPARATOR);
  return (
    metric.project === project &&
    metric.error.message === error &&
    (titles === metric.suite || titles.endsWith(SUITE_SEPARATOR + metric.suite))
  );
}
