import type { TestOutcome, Verdict } from '@night-pilot/perf-kit/report';
import { expect, test } from 'vitest';
import type { CheckedRun } from '../check/check-run.ts';
import { outcomeOf } from '../check/outcome.ts';
import { environment, failedTest, identity, metric, report } from '../testing/reports.ts';
import { findingsOf } from './findings.ts';
import { headline } from './headline.ts';
import { renderResults } from './results-text.ts';
import { renderSummary } from './summary.ts';

const judged: Verdict = {
  series: { ...identity('insert'), fingerprint: environment.fingerprints.wall },
  verdict: 'unchanged',
  reason: '+0.50 % (−1.0 % to +2.0 %) against 9 earlier runs: wholly inside ±5 %',
  base: { runs: [], sha: null },
  head: { runs: ['run-0001'], sha: null },
  pairs: 9,
  effect: 0.005,
  interval: { low: -0.01, high: 0.02, level: 0.99 },
  method: 'by hand',
};

function checkedRun(
  metrics: Parameters<typeof report>[1],
  verdicts: readonly Verdict[],
  tests: readonly TestOutcome[] = [],
): CheckedRun {
  const one = { ...report(1, metrics), tests: [...tests] };
  return {
    report: one,
    verdicts: {
      schemaVersion: 1,
      run: one.run.id,
      judgedAt: one.run.startedAt,
      verdicts: [...verdicts],
    },
    outcome: outcomeOf(one, verdicts),
  };
}

test('a row holds value, interval, change, verdict and instrument', () => {
  const text = renderResults(checkedRun([metric(100)], [judged]));
  expect(text).toMatch(
    /insert +100 ns +\S+ ns +\+0\.50 % \(−1\.0 % to \+2\.0 %\) +\S*unchanged\S* +wall/,
  );
});

test('every finding is named under its heading, the worst first', () => {
  const run = checkedRun(
    [
      metric(2, { name: 'ratio', unit: 'x', budget: { min: 20, met: false } }),
      metric(5, { name: 'size', unit: 'bytes', budget: { max: 9, met: true } }),
      {
        state: 'failed',
        ...identity('stress'),
        environment: environment.id,
        error: { code: null, message: 'no server' },
      },
    ],
    [
      { ...judged, verdict: 'undecided', reason: 'suspicion of a regression: +22 %' },
      { ...judged, series: { ...judged.series, name: 'count' }, verdict: 'regression' },
    ],
    [failedTest],
  );
  const text = renderSummary(run);
  const headings = [...text.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual([
    'Regressions',
    'Budgets broken',
    'Could not be measured',
    'Tests failed',
    'Suspicions',
    'Budgets met',
  ]);
  expect(text).toContain('- db › writes › ratio: 2×, at least 20×');
  expect(text).toContain('- db › writes › stress: no server');
  expect(text).toContain('- app › page.perf.ts › page › opens: no such button');
  expect(headline(run)).toBe(
    '1 regression, 1 broken budget, 1 failure to measure, 1 failed test, 1 suspicion in 2 metrics',
  );
});

test('what one version alone has is listed, and fails nothing', () => {
  const run = checkedRun(
    [metric(1)],
    [
      { ...judged, verdict: 'new', reason: 'base does not have it', base: null },
      { ...judged, series: { ...judged.series, name: 'old' }, verdict: 'gone', reason: 'head …' },
    ],
  );
  const text = renderSummary(run);
  expect(text).toContain('### New\n\n- db › writes › insert');
  expect(text).toContain('### Gone\n\n- db › writes › old');
  expect(run.outcome.exitCode).toBe(0);
});

test('a quiet run says so', () => {
  expect(headline(checkedRun([metric(1)], [judged]))).toBe(
    'no regression, no broken budget in 1 metric',
  );
});

test('a suspicion is counted, and is no regression', () => {
  const suspicion: Verdict = {
    ...judged,
    verdict: 'undecided',
    reason: 'suspicion of a regression: +22 %',
  };
  expect(headline(checkedRun([metric(1)], [suspicion]))).toBe(
    'no regression, no broken budget, 1 suspicion in 1 metric',
  );
});

test('a metric that was remembered says so', () => {
  expect(renderResults(checkedRun([metric(1, { origin: 'remembered' })], []))).toContain(
    'remembered',
  );
});

test('names are neither markup nor mentions in Markdown', () => {
  const name = '</td>\n| **@everyone** `![x](http://x)';
  const text = renderSummary(checkedRun([metric(1, { name })], []));
  const row = text.split('\n').find((line) => line.includes('everyone'));
  expect(row).toMatch(/^\| &#60;\/td&#62; &#124; &#42;&#42;&#64;everyone&#42;&#42; /);
  expect(row?.split('|')).toHaveLength(8);
});

test('names cannot steer the terminal', () => {
  const text = renderResults(checkedRun([metric(1, { name: 'a\u001b[2Jb\rc' })], []));
  expect(text).toContain('a [2Jb c');
});

test('what is unavailable for one reason is one line', () => {
  const missing = (name: string, reason: string) => ({
    state: 'unavailable' as const,
    ...identity(name),
    instrument: 'instructions' as const,
    environment: environment.id,
    reason,
  });
  const run = checkedRun(
    [missing('insert', 'left out'), missing('list', 'left out'), missing('read', 'no Valgrind')],
    [],
  );
  expect(findingsOf(run)).toEqual([
    {
      title: 'Not available here',
      isBad: false,
      lines: [
        expect.stringMatching(/insert and 1 more \[instructions\]: left out$/),
        expect.stringMatching(/read \[instructions\]: no Valgrind$/),
      ],
    },
  ]);
});
