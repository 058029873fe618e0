import { expect, test } from 'vitest';
import { parseReport, summarize } from '@night-pilot/perf-report';
import {
  sampleEnvironment,
  sampleFork,
  sampleMetric,
  sampleReport,
} from '@night-pilot/perf-report/testing';
import { applyFigures, withFigures } from './apply-figures.ts';

const fast = sampleMetric({ name: 'fast', forks: [sampleFork([10]), sampleFork([20])] });
const slow = sampleMetric({ name: 'slow', forks: [sampleFork([300]), sampleFork([400])] });
const suite = fast.suite;
const where = { project: { name: 'db', root: '/db' }, environment: sampleEnvironment() };

test('computes a ratio fork by fork: how many times as good', () => {
  const [result] = applyFigures(
    [{ title: 't', from: 'bench', suite, name: 'fast', against: 'slow', min: 20 }],
    [fast, slow],
  );
  expect(result?.metric).toMatchObject({
    name: 'fast / slow',
    kind: 'ratio',
    unit: 'x',
    better: 'higher',
    summary: { mean: expect.closeTo(Math.sqrt(30 * 20), 9) as number },
    peer: { name: 'slow', mean: 350, unit: 'ns' },
    budget: { min: 20, met: true, state: 'unclear' },
  });
});

test('computes a ratio and a reverse ratio whose product is one', () => {
  const means = [
    ['fast', 'slow'],
    ['slow', 'fast'],
  ].map(([name = '', against = '']) => {
    const figure = { title: 't', from: 'bench', suite, name, against, min: 0 } as const;
    return applyFigures([figure], [fast, slow])[0]?.metric?.summary.mean ?? NaN;
  });
  expect((means[0] ?? NaN) * (means[1] ?? NaN)).toBeCloseTo(1, 12);
});

test('does not invert the ratio when more is better', () => {
  const [many, few] = [
    sampleMetric({ name: 'many', better: 'higher', forks: [sampleFork([90])] }),
    sampleMetric({ name: 'few', better: 'higher', forks: [sampleFork([30])] }),
  ];
  const [result] = applyFigures(
    [{ title: 't', from: 'bench', suite, name: 'many', against: 'few', min: 4 }],
    [many, few],
  );
  expect(result?.metric?.summary.mean).toBeCloseTo(3, 12);
  expect(result?.metric?.budget).toEqual({ min: 4, met: false, state: 'broken' });
});

test('sets a budget on a metric without a peer', () => {
  const alone = sampleMetric({ name: 'alone', forks: [sampleFork([350])] });
  const results = applyFigures(
    [{ title: 't', from: 'bench', suite, name: 'alone', max: 300 }],
    [fast, alone],
  );
  const metrics = withFigures([fast, alone], results, where);
  expect(metrics).toHaveLength(2);
  expect(metrics[1]).toMatchObject({ name: 'alone', budget: { max: 300, met: false } });
});

test.each([
  ['min', [15, 15.1, 14.9, 15, 15.05], 10, 'met'],
  ['min', [9, 10, 9.5, 9.8, 9.6], 10, 'unclear'],
  ['min', [5, 5.1, 4.9, 5, 5.05], 10, 'broken'],
  ['max', [5, 5.1, 4.9, 5, 5.05], 10, 'met'],
  ['max', [10.5, 9.5, 10.2, 10.4, 10.3], 10, 'unclear'],
  ['max', [20, 20.1, 19.9, 20, 20.05], 10, 'broken'],
] as const)(
  'a budget is unclear when the interval spans the limit and broken beyond it (%s, %j)',
  (limit, values, at, state) => {
    const forks = values.map((value) => sampleFork([value]));
    const metric = sampleMetric({ name: 'm', forks, summary: summarize(forks) });
    const figure = { title: 't', from: 'bench', suite, name: 'm', [limit]: at } as never;
    expect(applyFigures([figure], [metric])[0]?.metric?.budget).toEqual({
      ...{ [limit]: at, met: state !== 'broken', state },
    });
  },
);

test('adds ratios to the metrics of a valid report', () => {
  const results = applyFigures(
    [{ title: 't', from: 'bench', suite, name: 'fast', against: 'slow', min: 1 }],
    [fast, slow],
  );
  const report = sampleReport({ metrics: withFigures([fast, slow], results, where) });
  expect(parseReport(report).metrics).toHaveLength(3);
});

test('gives the failure of the peer as the reason of a figure without a value', () => {
  const { project, params, instrument, environment } = slow;
  const failed = {
    project,
    suite,
    params,
    instrument,
    environment,
    state: 'failed' as const,
    name: 'slow',
    error: { code: null, message: 'disk full' },
  };
  const figures = [
    { title: 'a', from: 'bench' as const, suite, name: 'fast', against: 'slow', min: 1 },
    { title: 'b', from: 'bench' as const, suite, name: 'gone', min: 1 },
  ];
  const [broken, unknown] = applyFigures(figures, [fast, failed]);
  expect(broken).toMatchObject({ metric: null, reason: 'disk full' });
  expect(unknown?.reason).toContain('nothing of this name was measured');
  const metrics = withFigures([fast], applyFigures(figures, [fast, failed]), where);
  expect(metrics.slice(1)).toMatchObject([
    { state: 'failed', name: 'a', error: { code: 'FIGURE_NOT_MEASURED', message: 'disk full' } },
    { state: 'failed', name: 'b' },
  ]);
});
