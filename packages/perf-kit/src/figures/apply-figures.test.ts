import { expect, test } from 'vitest';
import { parseReport } from '../report/file.ts';
import { sampleFork, sampleMetric, sampleReport } from '../testing/sample-report.ts';
import { applyFigures, withFigures } from './apply-figures.ts';

const fast = sampleMetric({ name: 'fast', forks: [sampleFork([10]), sampleFork([20])] });
const slow = sampleMetric({ name: 'slow', forks: [sampleFork([300]), sampleFork([400])] });
const suite = fast.suite;

test('a ratio is taken fork by fork and says how many times as good', () => {
  const [result] = applyFigures(
    [{ title: 't', suite, name: 'fast', against: 'slow', min: 20 }],
    [fast, slow],
  );
  expect(result?.metric).toMatchObject({
    name: 'fast / slow',
    kind: 'ratio',
    unit: 'x',
    better: 'higher',
    summary: { mean: 25 },
    peer: { name: 'slow', mean: 350, unit: 'ns' },
    budget: { min: 20, met: true },
  });
});

test('where more is better, the ratio is not turned round', () => {
  const [many, few] = [
    sampleMetric({ name: 'many', better: 'higher', forks: [sampleFork([90])] }),
    sampleMetric({ name: 'few', better: 'higher', forks: [sampleFork([30])] }),
  ];
  const [result] = applyFigures(
    [{ title: 't', suite, name: 'many', against: 'few', min: 4 }],
    [many, few],
  );
  expect(result?.metric?.summary.mean).toBe(3);
  expect(result?.metric?.budget).toEqual({ min: 4, met: false });
});

test('a budget can be set on a metric as it is', () => {
  const results = applyFigures([{ title: 't', suite, name: 'slow', max: 300 }], [fast, slow]);
  const metrics = withFigures([fast, slow], results);
  expect(metrics).toHaveLength(2);
  expect(metrics[1]).toMatchObject({ name: 'slow', budget: { max: 300, met: false } });
});

test('ratios join the metrics of a valid report', () => {
  const results = applyFigures(
    [{ title: 't', suite, name: 'fast', against: 'slow', min: 1 }],
    [fast, slow],
  );
  const report = sampleReport({ metrics: withFigures([fast, slow], results) });
  expect(parseReport(report).metrics).toHaveLength(3);
});

test('a peer that failed is the reason why a figure was not measured', () => {
  const { project, params, instrument, environment } = slow;
  const failed = {
    ...{ project, suite, params, instrument, environment },
    state: 'failed' as const,
    name: 'slow',
    error: { code: null, message: 'disk full' },
  };
  const figures = [
    { title: 'a', suite, name: 'fast', against: 'slow', min: 1 },
    { title: 'b', suite, name: 'gone', min: 1 },
  ];
  const [broken, unknown] = applyFigures(figures, [fast, failed]);
  expect(broken).toMatchObject({ metric: null, reason: 'disk full' });
  expect(unknown?.reason).toContain('no benchmark or load run of this name');
});
