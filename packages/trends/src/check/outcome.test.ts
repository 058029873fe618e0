import type { Metric, Verdict } from '@night-pilot/perf-report';
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
// The interval of 18 reaches beyond 20.
const unclear = metric(18, { name: 'speed-up', budget: { min: 20, met: true } });
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
    ['no finding', [metric(1)], [], 0],
    ['a regression', [metric(1)], [regression], 1],
    ['a broken budget', [broken], [], 1],
    ['an unclear budget', [unclear], [], 0],
    [
      'a broken budget that the report calls met',
      [metric(1, { budget: { min: 20, met: true } })],
      [],
      1,
    ],
    ['a failed metric', [metric(1), failed], [], 2],
    ['nothing measured', [unavailable], [], 2],
    ['an unavailable metric', [metric(1), unavailable], [], 0],
    ['a broken budget and a failed metric', [broken, failed], [], 1],
    ['an undecided series', [metric(1)], [{ ...regression, verdict: 'undecided' as const }], 0],
  ])('gives the exit code for %s', (_name, metrics, verdicts, exitCode) => {
    expect(outcomeOf(report(1, metrics), verdicts).exitCode).toBe(exitCode);
  });

  test('returns 2 when a test failed, and 0 when it passed after a retry', () => {
    const tested = { ...report(1, [metric(1)]), tests: [failedTest] };
    expect(outcomeOf(tested, [])).toMatchObject({ exitCode: 2, failedTests: [failedTest] });
    const flaky = { ...failedTest, outcome: 'flaky' as const };
    expect(outcomeOf({ ...tested, tests: [flaky] }, []).exitCode).toBe(0);
  });

  test('leaves out a failed test whose failed metric reports the same error', () => {
    const { project, error } = failedTest;
    const sameError: Metric = {
      ...failed,
      project,
      suite: 'page › opens',
      error: { code: null, message: error ?? '' },
    };
    const other = { ...failedTest, name: 'closes' };
    const tested = { ...report(1, [sameError]), tests: [failedTest, other] };
    expect(outcomeOf(tested, [])).toMatchObject({ failed: [sameError], failedTests: [other] });
  });

  test('lists regressions, budgets, failures and unavailable metrics', () => {
    const outcome = outcomeOf(report(1, [broken, unclear, failed, unavailable]), [regression]);
    expect(outcome).toEqual({
      exitCode: 1,
      regressions: [regression],
      brokenBudgets: [broken],
      unclearBudgets: [unclear],
      failed: [failed],
      failedTests: [],
      unavailable: [unavailable],
    });
  });
});
