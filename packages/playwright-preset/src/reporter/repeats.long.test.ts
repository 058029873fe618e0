import { type MeasuredMetric, readReport } from '@night-pilot/perf-report';
import { expect, test } from 'vitest';
import { SampleProject } from '../testing/sample-project.ts';

const CONFIG = `
  import { definePreset } from '@night-pilot/playwright-preset';
  export default definePreset({
    projectRoot: import.meta.dirname,
    kind: 'performance',
    repeatEach: 3,
    timeout: 120_000,
  });
`;

test('makes each repeat of a test a fork of its metric, measured in its own worker', async () => {
  await using project = await SampleProject.create({
    'playwright.config.ts': CONFIG,
    'one.perf.ts': `
      import { perfTest as test } from '@night-pilot/playwright-preset';
      test('opens', async ({ page, perf }) => {
        await perf.measure('load', () => page.setContent('<h1>Shop</h1>'));
      });
    `,
  });
  const { code, stdout, stderr } = await project.playwright(['test'], {
    PERF_QUICK: '1',
    PERF_PARTS_DIR: project.path('parts'),
  });
  expect(code, stdout + stderr).toBe(0);
  const { metrics, tests } = await readReport(project.path('parts/shop.perf.json'));
  expect(metrics).toHaveLength(1);
  const { forks, summary } = metrics[0] as MeasuredMetric;
  expect(forks.map(({ samples }) => samples.length)).toEqual([5, 5, 5]);
  expect(summary.interval).not.toBeNull();
  expect(tests.map(({ variant, worker }) => [variant, worker])).toEqual([
    [null, 0],
    ['repeat 2', 1],
    ['repeat 3', 2],
  ]);
});

test('fails only the metrics of a test when one repeat fails before it measures', async () => {
  await using project = await SampleProject.create({
    'playwright.config.ts': CONFIG,
    'one.perf.ts': `
      import { perfTest as test } from '@night-pilot/playwright-preset';
      for (const failing of [true, false]) {
        test(failing ? 'fails once' : 'passes', async ({ perf }, { repeatEachIndex }) => {
          if (failing && repeatEachIndex === 1) throw new Error('no server');
          await perf.measure('load', async () => {}, { repetitions: 1 });
        });
      }
    `,
  });
  const { code, stdout, stderr } = await project.playwright(['test']);
  expect(code, stdout + stderr).toBe(1);
  const { metrics } = await readReport(project.path('reports/perf/shop.json'));
  expect(metrics).toMatchObject([
    { suite: 'fails once', state: 'failed', error: { message: 'Error: no server' } },
    { suite: 'passes', state: 'measured', forks: { length: 3 } },
  ]);
});
