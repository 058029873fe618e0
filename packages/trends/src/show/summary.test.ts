import { stripVTControlCharacters } from 'node:util';
import type { TestOutcome, Verdict } from '@night-pilot/perf-report';
import { expect, test } from 'vitest';
import type { CheckedRun } from '../check/check-run.ts';
import { outcomeOf } from '../check/outcome.ts';
import { environment, failedTest, identity, metric, report } from '../testing/reports.ts';
import { findingsOf } from './findings.ts';
import { headline } from './headline.ts';
import { renderAllValues, renderResults } from './results-text.ts';
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
    findings: [],
  };
}

test('prints value, interval, change, verdict and instrument of every metric', () => {
  const text = renderAllValues(checkedRun([metric(100)], [judged]));
  expect(text).toMatch(
    /insert +100 ns +\S+ ns +\+0\.50 % \(−1\.0 % to \+2\.0 %\) +\S*unchanged\S* +wall/,
  );
});

test('lists findings, then budgets that are not met, then suites, then all values', () => {
  const run = checkedRun(
    [
      metric(2, { name: 'ratio', unit: 'x', budget: { min: 20, met: false } }),
      metric(18, { name: 'speed-up', unit: 'x', budget: { min: 20, met: true } }),
      metric(5, { name: 'size', unit: 'bytes', budget: { max: 99, met: true } }),
      {
        state: 'failed',
        ...identity('stress'),
        environment: environment.id,
        error: { code: null, message: 'no server' },
      },
    ],
    [
      {
        ...judged,
        verdict: 'undecided',
        reason: 'suspicion of a regression: +22 %',
        suspicion: 'regression',
      },
      { ...judged, series: { ...judged.series, name: 'count' }, verdict: 'regression' },
    ],
    [failedTest],
  );
  const text = renderSummary(run);
  const headings = [...text.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual([
    'Regressions',
    'Could not be measured',
    'Tests failed',
    'Suspicions',
    'Budgets broken',
    'Budgets unclear (the interval spans the limit)',
    'Budgets met',
  ]);
  expect(text).toContain('- db › writes › ratio: 2× (1.06–3.78×), at least 20×');
  expect(text).toContain('- db › writes › speed-up: 18× (9.52–34.0×), at least 20×');
  expect(text).toContain(
    '| db › writes | 4 | 1 failed, 3 not judged | 1 broken, 1 unclear, 1 met |',
  );
  expect(text.indexOf('| suite |')).toBeLessThan(text.indexOf('<details>'));
  expect(text.indexOf('Budgets met')).toBeGreaterThan(text.indexOf('<details>'));
  expect(text).toContain('- db › writes › stress: no server');
  expect(text).toContain('- app › page.perf.ts › page › opens: no such button');
  expect(headline(run)).toBe(
    '1 regression, 1 broken budget, 1 failure to measure, 1 failed test, 1 unclear budget, 1 suspicion in 3 metrics',
  );
});

test('lists series that only one version has, and fails nothing for them', () => {
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

test('says that there is no regression and no broken budget', () => {
  expect(headline(checkedRun([metric(1)], [judged]))).toBe(
    'no regression, no broken budget in 1 metric',
  );
});

test('says that nothing was measured, because the exit code is 2 then', () => {
  expect(headline(checkedRun([], []))).toBe('nothing was measured');
});

test('counts a suspicion apart from regressions', () => {
  const suspicion: Verdict = {
    ...judged,
    verdict: 'undecided',
    reason: 'suspicion of a regression: +22 %',
    suspicion: 'regression',
  };
  expect(headline(checkedRun([metric(1)], [suspicion]))).toBe(
    'no regression, no broken budget, 1 suspicion in 1 metric',
  );
});

test('marks a metric that was remembered', () => {
  expect(renderAllValues(checkedRun([metric(1, { origin: 'remembered' })], []))).toContain(
    'remembered',
  );
});

test('escapes markup and mentions in Markdown', () => {
  const name = '</td>\n| **@everyone** `![x](http://x)';
  const text = renderSummary(checkedRun([metric(1, { name })], []));
  const row = text.split('\n').find((line) => line.includes('everyone'));
  expect(row).toMatch(/^\| &#60;\/td&#62; &#124; &#42;&#42;@&#8203;everyone&#42;&#42; /);
  expect(row?.split('|')).toHaveLength(8);
});

test('has no control character, no mention and no link in Markdown', () => {
  const hostile = 'a\u001b[2J\u202e @org/team#1 http://evil.example www.evil.example';
  const run = checkedRun(
    [metric(1, { name: hostile, unit: hostile }), metric(2, { suite: hostile })],
    [{ ...judged, verdict: 'regression', reason: hostile }],
  );
  const decoded = renderSummary(run).replaceAll(/&#(\d+);/g, (_, code: string) =>
    String.fromCharCode(Number(code)),
  );
  expect(decoded).not.toMatch(/[@#]\w|https?:|www\.|\u001b|\u202e/);
});

test('removes control characters from units in the terminal', () => {
  const hostile = checkedRun([metric(1200, { unit: 'a\u001b[2J\u009b' })], []);
  expect(stripVTControlCharacters(renderAllValues(hostile))).toContain('1.20k a [2J ');
});

test('removes control characters from names in the terminal', () => {
  const text = renderAllValues(checkedRun([metric(1, { name: 'a\u001b[2Jb\rc' })], []));
  expect(text).toContain('a [2Jb c');
});

test('joins metrics that are unavailable for one reason into one line', () => {
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

test('prints one line for each suite instead of all values', () => {
  const run = checkedRun(
    [
      metric(100),
      metric(1, { name: 'list' }),
      metric(18, { suite: '', name: 'ratio', unit: 'x', budget: { min: 20, met: true } }),
    ],
    [judged],
  );
  const text = stripVTControlCharacters(renderResults(run));
  expect(text).toMatch(/^db › writes +2 +1 unchanged, 1 not judged$/m);
  expect(text).toMatch(/^db +1 +1 not judged +1 unclear$/m);
  expect(text).not.toContain('99 % interval');
  expect(text.indexOf('Budgets unclear')).toBeLessThan(text.indexOf('suite'));
});

test('names suspicions and missing baselines in the line of a suite', () => {
  const undecided = { ...judged, verdict: 'undecided' } as const;
  const run = checkedRun(
    [metric(1), metric(2, { name: 'list' })],
    [
      { ...undecided, reason: 'suspicion of a regression: +22 %', suspicion: 'regression' },
      { ...undecided, series: { ...judged.series, name: 'list' }, base: null },
    ],
  );
  expect(stripVTControlCharacters(renderResults(run))).toMatch(
    /^db › writes +2 +1 suspicion, 1 no baseline$/m,
  );
});

test.each([
  [{ effect: 0.12, interval: null, pairs: 3 }, '+12.0 %, 3 earlier runs'],
  [{ effect: 0.12, interval: null, pairs: 1 }, '+12.0 %, 1 earlier run'],
  [{ effect: null, interval: null, base: null }, 'no baseline'],
  [{ effect: null, interval: null }, 'from 0'],
  [{ effect: null, interval: null, verdict: 'incomparable' }, 'other environments only'],
] as const)('shows the change against the history of %j', (changes, expected) => {
  expect(renderAllValues(checkedRun([metric(1)], [{ ...judged, ...changes }]))).toContain(
    ` ${expected} `,
  );
});
