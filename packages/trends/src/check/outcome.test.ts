import type { Metric, Verdict } from '@night-pilot/perf-kit/report';
import { describe, expect, test } from 'vitest';
import { environment, failedTest, identity, metric, report } from '../testing/reports.ts';
import { outcomeOf } from './outcome.ts';

const regression: Verdict = {
  series: { ...identity('insert', 'instructions'), fingerprint: 'abc' },
  verdict: 'regression',
  reason: 'slower',
  base: null,
  head: { runs: ['head'], sha: null },
  pairs: 8,
  effect: 0.1,
  interval: null,
  method: 'by hand',
};
const broken = metric(1, { name: 'ratio', budget: { min: 20, met: false } });
const failed: Metric = {
  state: 'failed',
  ...identity('stress'),
  environment: environment.id,
  error: { code: null, message: 'no server' },
};
const unavailable: Metric = {
  state: 'unavailable',
  ...identity('count', 'instructions'),
  environment: environment.id,
  reason: 'no Valgrind',
};

describe('outcomeOf', () => {
  test.each([
    ['all is well', [metric(1)], [], 0],
    ['a regression', [metric(1)], [regression], 1],
    ['a broken budget', [broken], [], 1],
    ['a failed metric', [metric(1), failed], [], 2],
    ['nothing measured', [unavailable], [], 2],
    ['what this machine cannot measure', [metric(1), unavailable], [], 0],
    ['a finding outranks what is missing', [broken, failed], [], 1],
    ['every other verdict', [metric(1)], [{ ...regression, verdict: 'undecided' as const }], 0],
  ])('%s', (_name, metrics, verdicts, exitCode) => {
    expect(outcomeOf(report(1, metrics), verdicts).exitCode).toBe(exitCode);
  });

  test('a failed test counts as incomplete', () => {
    const tested = { ...report(1, [metric(1)]), tests: [failedTest] };
    expect(outcomeOf(tested, [])).toMatchObject({ exitCode: 2, failedTests: [failedTest] });
    const flaky = { ...failedTest, outcome: 'flaky' as const };
    expect(outcomeOf({ ...tested, tests: [flaky] }, []).exitCode).toBe(0);
  });

  test('a failed metric speaks for the test that was to measure it, and for no other', () => {
    const { project, error } = failedTest;
    const spoken: Metric = {
      ...failed,
      project,
      suite: 'page › opens',
      error: { code: null, message: error ?? '' },
    };
    const other = { ...failedTest, name: 'closes' };
    const tested = { ...report(1, [spoken]), tests: [failedTest, other] };
    expect(outcomeOf(tested, [])).toMatchObject({ failed: [spoken], failedTests: [other] });
  });

  test('names what it found', () => {
    const outcome = outcomeOf(report(1, [broken, failed, unavailable]), [regression]);
    expect(outcome).toEqual({
      exitCode: 1,
      regressions: [regression],
      brokenBudgets: [broken],
      failed: [failed],
      failedTests: [],
      unavailable: [unavailable],
    });
  });
});
