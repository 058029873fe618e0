import { type PerfReport, SUITE_SEPARATOR, type TestOutcome } from '@night-pilot/perf-kit/report';
import type { FailedMetric } from './outcome.ts';

/** Whether a test ended without doing what it should. */
export function hasFailed({ outcome }: TestOutcome): boolean {
  return outcome === 'failed' || outcome === 'timedOut' || outcome === 'interrupted';
}

/**
 * The tests that failed, without those whose failure a metric tells already: what a test was to
 * measure fails with it, for the same reason.
 */
export function failedTestsOf({ tests, metrics }: PerfReport): TestOutcome[] {
  const failed = metrics.filter((metric) => metric.state === 'failed');
  return tests
    .filter(hasFailed)
    .filter((test) => !failed.some((metric) => isFailureOf(test, metric)));
}

/** Why a test failed, in one line. */
export function testFailure({ error, outcome }: TestOutcome): string {
  return error?.trim().split('\n', 1)[0] || outcome;
}

/** The suite of what a test measured is the end of the test's own titles. */
function isFailureOf({ project, suite, name, error }: TestOutcome, metric: FailedMetric): boolean {
  const titles = [suite, name].join(SUITE_SEPARATOR);
  return (
    metric.project === project &&
    metric.error.message === error &&
    (titles === metric.suite || titles.endsWith(SUITE_SEPARATOR + metric.suite))
  );
}
