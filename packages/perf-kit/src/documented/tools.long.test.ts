import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { runLoads } from '@night-pilot/perf-host/load';
import { readReport } from '@night-pilot/perf-report';
import { chromiumPath } from '@night-pilot/perf-tools/testing';
import {
  exampleProject,
  documentedExamples,
  runDocumentedExample,
} from '../testing/documented-example.ts';
import { sampleEnvironment } from '@night-pilot/perf-report/testing';

const [inVitest = '', inPlaywright = '', inLoad = ''] = documentedExamples(
  'In tests and load scenarios',
);

async function metricNames(path: string): Promise<string[]> {
  const { metrics } = await readReport(path);
  return metrics.map(({ project, suite, name }) => [project, suite, name].join(': '));
}

test('runs the example of PerformanceProfiler and saves its paths', async () => {
  const { stdout, folder } = await runDocumentedExample('PerformanceProfiler');
  expect(stdout).toMatch(/^checkpoint +count .*\nimport +1 .*\n {2}parse +1 .*\n {2}store +3 /s);
  expect(await metricNames(join(folder, 'reports/import.json'))).toEqual([
    'example: import: import',
    'example: import: import › parse',
    'example: import: import › store',
  ]);
});

test('runs the example of ResourceMonitor and finds growth', async () => {
  const { stdout, folder } = await runDocumentedExample('ResourceMonitor');
  expect(stdout).toMatch(/slopePerMinute: \d+.*isGrowing: true/s);
  expect(await metricNames(join(folder, 'reports/memory.json'))).toContain(
    'example: import: memory',
  );
});

test('runs the example of PerformanceAssertions without a failure', async () => {
  await runDocumentedExample('PerformanceAssertions');
});

test('passes the example of a Vitest test', async () => {
  expect(inVitest).toMatch(/^\/\/ parse\.test\.ts/);
  const folder = await exampleProject({ 'parse.test.ts': inVitest });
  const vitest = join(folder, 'node_modules/vitest/vitest.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [vitest, 'run'], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1' },
  });
  expect(stdout).toMatch(/Tests +1 passed/);
});

test('passes the example of a Playwright test', async () => {
  expect(inPlaywright).toMatch(/^\/\/ page\.spec\.ts/);
  const folder = await exampleProject({
    'page.spec.ts': inPlaywright,
    'playwright.config.ts': `export default {
      use: { launchOptions: { executablePath: ${JSON.stringify(chromiumPath())} } },
    };`,
  });
  const playwright = join(folder, 'node_modules/@playwright/test/cli.js');
  const { stdout } = await promisify(execFile)(process.execPath, [playwright, 'test'], {
    cwd: folder,
  });
  expect(stdout).toMatch(/1 passed/);
});

test('measures the example of a load scenario and saves its profile', async () => {
  expect(inLoad).toMatch(/^\/\/ import\.load\.ts/);
  const root = await exampleProject({ 'import.load.ts': inLoad });
  const metrics = await runLoads({
    project: { name: 'example', root },
    files: [join(root, 'import.load.ts')],
    environment: sampleEnvironment(),
    repetitions: 1,
  });
  expect(metrics.map(({ name, state }) => `${name}: ${state}`)).toContain('latency: measured');
  expect(await metricNames(join(root, 'reports/import-profile.json'))).toEqual([
    'example: import: load',
    'example: import: load › row',
  ]);
});
