import { type TestOutcome } from '@night-pilot/perf-report';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import { thrownText } from '@night-pilot/perf-report/thrown-text';
import type { FullConfig, TestCase, TestError, TestResult } from '@playwright/test/reporter';
import { stripVTControlCharacters } from 'node:util';

export interface TestContext {
  /** Name of the project of the tests. */
  project: string;
  shard: FullConfig['shard'];
}

/** Describes the outcome of a test after one attempt. The last attempt decides. */
export function describeAttempt(
  test: TestCase,
  result: TestResult,
  context: TestContext,
): TestOutcome {
  return {
    ...identify(test, context),
    startedAt: result.startTime.toISOString(),
    durationMs: Math.max(0, result.duration),
    retries: result.retry,
    worker: result.workerIndex >= 0 ? result.workerIndex : null,
    outcome: describeOutcome(test, result),
    error: result.error === undefined ? null : describeError(result),
  };
}

/**
 * Describes a test that the run did not reach.
 *
 * @param runStartedAt ISO 8601. Used as the start of the test, which never started.
 */
export function describeUnstarted(
  test: TestCase,
  context: TestContext,
  runStartedAt: string,
): TestOutcome {
  return {
    ...identify(test, context),
    startedAt: runStartedAt,
    durationMs: 0,
    retries: 0,
    worker: null,
    outcome: 'skipped',
    error: 'The run ended before this test was started.',
  };
}

/** Describes an error outside of the tests as a failed test, so that the run counts as failed. */
export function describeRunError(
  error: TestError,
  { project, shard }: TestContext,
  runStartedAt: string,
): TestOutcome {
  return {
    project,
    suite: '',
    name: 'outside of the tests',
    variant: null,
    shard: shard === null ? null : { index: shard.current, total: shard.total },
    startedAt: runStartedAt,
    durationMs: 0,
    retries: 0,
    worker: null,
    outcome: 'failed',
    error: stripVTControlCharacters(thrownText(error)),
  };
}

function identify(test: TestCase, { project, shard }: TestContext) {
  return {
    project,
    suite: [test.titlePath()[2], ...innerTitles(test).slice(0, -1)].join(SUITE_SEPARATOR),
    name: test.title,
    variant: describeVariant(test),
    shard: shard === null ? null : { index: shard.current, total: shard.total },
  };
}

/** Returns the titles from the outermost describe to the test. In `titlePath`, root, project and file come before them. */
export function innerTitles(test: TestCase): string[] {
  return test.titlePath().slice(3);
}

/** Returns the errors of an attempt, with their causes, as plain text. */
export function describeError({ errors, status }: Pick<TestResult, 'errors' | 'status'>): string {
  const texts = errors.map((error) => stripVTControlCharacters(thrownText(error)));
  return texts.join('\n') || `The test ended with the status ${status}.`;
}

function describeVariant(test: TestCase): string | null {
  const repeat = test.repeatEachIndex > 0 ? `repeat ${test.repeatEachIndex + 1}` : '';
  return [test.parent.project()?.name, repeat].filter(Boolean).join(' · ') || null;
}

function describeOutcome(test: TestCase, { status }: TestResult): TestOutcome['outcome'] {
  // The outcome of Playwright ignores interrupted attempts.
  if (status === 'interrupted') return 'interrupted';
  switch (test.outcome()) {
    case 'expected':
      return 'passed';
    case 'flaky':
      return 'flaky';
    case 'skipped':
      return 'skipped';
    case 'unexpected':
      return status === 'timedOut' ? 'timedOut' : 'failed';
  }
}
