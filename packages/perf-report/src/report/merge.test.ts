import { expect, test } from 'vitest';
import { sampleEnvironment, sampleMetric, sampleReport } from '../testing/sample-report.ts';
import { mergeReports } from './merge.ts';
import { parseReport } from './file.ts';

const { run } = sampleReport();

test('keeps every metric and each environment once', () => {
  const otherEnvironment = sampleEnvironment({ node: '22.12.0' });
  const merged = mergeReports(run, [
    sampleReport(),
    sampleReport({
      environments: [sampleEnvironment(), otherEnvironment],
      metrics: [
        sampleMetric({ project: 'app' }),
        sampleMetric({ environment: otherEnvironment.id }),
      ],
    }),
  ]);
  expect(parseReport(merged).metrics).toHaveLength(3);
  expect(merged.environments.map(({ id }) => id)).toEqual([
    sampleEnvironment().id,
    otherEnvironment.id,
  ]);
});

test('refuses two parts with the same metric', () => {
  expect(() => mergeReports(run, [sampleReport(), sampleReport()])).toThrow(/same metric/);
});
