import { expect, test } from 'vitest';
import { type Metric, verdictsSchema } from '@night-pilot/perf-report';
import { sampleFork, sampleMetric, sampleReport } from '@night-pilot/perf-report/testing';
import { compareReports } from './compare-reports.ts';
import { exitCodeOf, headlineOf } from './outcome.ts';

const wall = (means: number[]) => sampleMetric({ forks: means.map((mean) => sampleFork([mean])) });
const count = (early: number, late: number) =>
  sampleMetric({ instrument: 'instructions', forks: [sampleFork([early, late])] });
const report = (...metrics: Metric[]) => sampleReport({ metrics });

test.each([
  [1_000, 1_000, 'unchanged', 0],
  [1_000, 1_020, 'regression', 1],
  [1_000, 980, 'improvement', 0],
])('counts are judged: from %i to %i instructions is %s', (before, after, verdict, exitCode) => {
  const compared = compareReports(report(count(before, before)), report(count(after, after)));
  expect(compared.verdicts).toMatchObject([{ verdict }]);
  expect(exitCodeOf(compared)).toBe(exitCode);
});

test('counts of the same code in other files have the floor of moved code, as when they were counted', () => {
  const of = (instructions: number, links: number) =>
    report({
      ...count(instructions, instructions),
      forks: [{ ...sampleFork([instructions, instructions]), counters: { code: 5, links } }],
    });
  expect(compareReports(of(10_000, 1), of(10_080, 2)).verdicts).toMatchObject([
    { verdict: 'unchanged' },
  ]);
  expect(compareReports(of(10_000, 1), of(10_080, 1)).verdicts).toMatchObject([
    { verdict: 'regression' },
  ]);
});

test('wall time of two runs is shown with its interval and left undecided', () => {
  const compared = compareReports(report(wall([100, 101, 99])), report(wall([150, 151, 149])));
  const [verdict] = compared.verdicts;
  expect(verdict).toMatchObject({ verdict: 'undecided', pairs: 0 });
  expect(verdict?.effect).toBeCloseTo(0.5, 2);
  expect(verdict?.interval?.low).toBeLessThan(0.5);
  expect(verdict?.reason).toContain('measured in two runs, not in turns');
  expect(exitCodeOf(compared)).toBe(0);
  expect(exitCodeOf(compared, { strict: true })).toBe(3);
});

test('does not judge a ratio of counts as a count', () => {
  const ratio = (value: number) => ({
    ...count(value, value),
    kind: 'ratio',
    unit: 'x',
    better: 'higher',
  });
  const compared = compareReports(report(ratio(2) as Metric), report(ratio(1.8) as Metric));
  expect(compared.verdicts).toMatchObject([{ verdict: 'undecided' }]);
});

test('calls what only one report has new or gone, and does not fail', () => {
  const [before, after] = [
    report({ ...wall([1]), name: 'old' }),
    report({ ...wall([1]), name: 'fresh' }),
  ];
  const compared = compareReports(before, after);
  expect(compared.verdicts).toMatchObject([
    { verdict: 'new', series: { name: 'fresh' }, base: null, reason: 'base does not have it' },
    { verdict: 'gone', series: { name: 'old' }, reason: 'head does not have it' },
  ]);
  expect(verdictsSchema.shape.verdicts.parse(compared.verdicts)).toHaveLength(2);
  expect(headlineOf(compared)).toBe('1 new, 1 gone');
  expect(exitCodeOf(compared, { strict: true })).toBe(0);
});

test('calls nothing gone when head measured a part of the benchmarks', () => {
  const compared = compareReports(report(wall([1]), count(1, 1)), report(count(1, 1)), {
    isPart: true,
  });
  expect(compared.verdicts).toMatchObject([{ series: { instrument: 'instructions' } }]);
});

test('calls nothing new or gone that is there by another instrument, or may be in a failed test', () => {
  const other = compareReports(report(count(1, 1)), report(wall([1])));
  expect(other.verdicts).toMatchObject([
    { verdict: 'undecided', reason: 'base did not measure it' },
  ]);
  const failed: Metric = {
    state: 'failed',
    project: wall([1]).project,
    suite: wall([1]).suite,
    name: 'test',
    params: {},
    instrument: 'wall',
    environment: wall([1]).environment,
    error: { code: null, message: 'it broke' },
  };
  expect(compareReports(report(wall([1])), report(failed)).verdicts).toEqual([]);
  expect(compareReports(report(failed), report(wall([1]))).verdicts).toMatchObject([
    { verdict: 'undecided' },
  ]);
});

test('reports a failed metric as a problem, which outranks undecided ones', () => {
  const { project, suite, name, params, instrument, environment } = wall([1]);
  const failed = {
    state: 'failed' as const,
    project,
    suite,
    name,
    params,
    instrument,
    environment,
    error: { code: null, message: 'it broke' },
  };
  const compared = compareReports(report(wall([1])), report(failed));
  expect(compared.problems).toMatchObject([{ message: 'it broke' }]);
  expect(exitCodeOf(compared, { strict: true })).toBe(2);
  expect(headlineOf(compared)).toBe('nothing was compared, 1 could not be measured');
});

test('gives a time from zero no size, and one to zero −100 %, both undecided between two runs', () => {
  const began = compareReports(report(wall([0, 0])), report(wall([1, 1])));
  expect(began.verdicts).toMatchObject([{ verdict: 'undecided', effect: null }]);
  const ended = compareReports(report(wall([1, 1])), report(wall([0, 0])));
  expect(ended.verdicts).toMatchObject([{ verdict: 'undecided', effect: -1 }]);
});

test.each([
  ['count', 'lower', 0, 10, 'regression', null, 1],
  ['throughput', 'higher', 1000, 0, 'regression', -1, 1],
  ['count', 'lower', 10, 0, 'improvement', -1, 0],
  ['count', 'lower', 0, 0, 'unchanged', 0, 0],
] as const)(
  'none against some is decided: a %s of which %s is better from %i to %i is %s',
  (kind, better, before, after, verdict, effect, exitCode) => {
    const of = (value: number) => ({ ...wall([value]), kind, unit: '1', better });
    const compared = compareReports(report(of(before)), report(of(after)));
    expect(compared.verdicts).toMatchObject([{ verdict, effect }]);
    expect(exitCodeOf(compared, { strict: true })).toBe(exitCode);
  },
);

test('counts that differ by less than their resolution are unchanged, told in the report or not', () => {
  const allocated = (bytes: number, resolution?: number) =>
    sampleMetric({
      instrument: 'allocated',
      kind: 'memory',
      unit: 'bytes',
      resolution,
      forks: [sampleFork([bytes, bytes])],
    });
  const verdictOf = (base: Metric, head: Metric) =>
    compareReports(report(base), report(head)).verdicts[0]?.verdict;
  expect(verdictOf(allocated(0.0000116), allocated(0.0000232))).toBe('unchanged');
  expect(verdictOf(allocated(0.1), allocated(16))).toBe('regression');
  expect(verdictOf(allocated(16, 32), allocated(40, 32))).toBe('unchanged');
});

test('judges a counted size as it is, in the direction that is better', () => {
  const counted = (value: number, better: 'lower' | 'higher' = 'lower') =>
    sampleMetric({
      instrument: 'counted',
      kind: 'size',
      unit: 'bytes',
      better,
      forks: [sampleFork([value])],
    });
  const doubled = compareReports(report(counted(48_213)), report(counted(96_426)));
  expect(doubled.verdicts).toMatchObject([
    {
      verdict: 'regression',
      effect: 1,
      reason: 'from 47.1 KiB to 94.2 KiB, +100.00 % (+99.95 % to +100.05 %): more by over 0.4 %',
    },
  ]);
  expect(exitCodeOf(doubled)).toBe(1);
  const more = compareReports(report(counted(10, 'higher')), report(counted(20, 'higher')));
  expect(more.verdicts).toMatchObject([{ verdict: 'improvement' }]);
});
