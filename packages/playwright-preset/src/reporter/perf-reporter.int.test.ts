import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { readReport } from '@night-pilot/perf-report';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ended, SampleProject } from '../testing/sample-project.ts';

const CONFIG = `
  import { definePreset } from '@night-pilot/playwright-preset';
  export default definePreset({
    projectRoot: import.meta.dirname,
    kind: 'performance',
    repeatEach: 1,
    retries: Number(process.env.RETRIES ?? 0),
    timeout: 120_000,
  });
`;

const RUN_ID = 'run-1';

describe('a performance run whose tests pass, fail, are flaky or skipped', () => {
  let project: SampleProject;
  let ended: Ended;

  beforeAll(async () => {
    project = await SampleProject.create({
      'playwright.config.ts': CONFIG,
      'all.perf.ts': `
        import { expect } from '@playwright/test';
        import { perfTest as test } from '@night-pilot/playwright-preset';
        test.describe('cart', () => {
          test('opens', async ({ page, perf }) => {
            await perf.measure('first paint', () => page.setContent('<h1>Cart</h1>'), {
              repetitions: 3,
              params: { items: 2 },
            });
          });
          test('breaks', async ({ perf }) => {
            await perf.measure('click', async () => { throw new Error('no such button'); });
          });
          test('is wrong', async ({ page, perf }) => {
            await perf.measure('load', () => page.setContent('<h1>404</h1>'), { repetitions: 1 });
            expect(await page.textContent('h1')).toBe('Cart');
          });
          test('hangs', async ({ perf }) => {
            test.setTimeout(1_000);
            await perf.measure('wait', () => new Promise(() => {}));
          });
          test('fails before it measures', async () => { throw new Error('no server'); });
          test('is flaky', async ({ perf }, { retry }) => {
            await perf.measure('try', async () => { if (retry === 0) throw new Error('not yet'); }, { repetitions: 1 });
          });
          test.skip('is skipped', () => {});
        });
      `,
    });
    ended = await project.playwright(['test'], { RETRIES: '1', PERF_RUN_ID: RUN_ID });
  });

  afterAll(() => project[Symbol.asyncDispose]());

  const report = () => readReport(project.path('reports/perf/shop.json'));

  test('ends with 1 and writes a valid report under the requested run id', async () => {
    expect(ended.code, ended.stdout + ended.stderr).toBe(1);
    expect(await report()).toMatchObject({ run: { id: RUN_ID, commit: null }, attachments: [] });
  });

  test('reports the outcome, the retries and the error of each test', async () => {
    const { tests } = await report();
    expect(
      Object.fromEntries(
        tests.map(({ name, outcome, retries, error }) => [name, [outcome, retries, error]]),
      ),
    ).toEqual({
      opens: ['passed', 0, null],
      breaks: ['failed', 1, 'Error: no such button'],
      'is wrong': ['failed', 1, expect.stringContaining('Expected: "Cart"')],
      hangs: ['timedOut', 1, expect.stringContaining('Test timeout of 1000ms exceeded')],
      'fails before it measures': ['failed', 1, 'Error: no server'],
      'is flaky': ['flaky', 1, null],
      'is skipped': ['skipped', 0, null],
    });
    expect(tests).toContainEqual({
      project: 'shop',
      suite: 'all.perf.ts › cart',
      name: 'opens',
      variant: null,
      startedAt: expect.any(String) as string,
      durationMs: expect.any(Number) as number,
      retries: 0,
      worker: 0,
      shard: null,
      outcome: 'passed',
      error: null,
    });
  });

  test('reports a metric for each measurement, with an error and no statistics where it failed', async () => {
    const { metrics, environments } = await report();
    expect(metrics.map(({ suite, name, state }) => [suite, name, state])).toEqual([
      ['cart › opens', 'first paint', 'measured'],
      ['cart › breaks', 'click', 'failed'],
      ['cart › is wrong', 'load', 'failed'],
      ['cart › hangs', 'wait', 'failed'],
      ['cart › is flaky', 'try', 'measured'],
    ]);
    expect(metrics).toContainEqual(
      expect.objectContaining({
        name: 'click',
        error: { code: null, message: 'Error: no such button' },
      }),
    );
    expect(metrics[0]).toMatchObject({
      project: 'shop',
      params: { items: 2 },
      instrument: 'browser',
      kind: 'time',
      unit: 'ms',
      better: 'lower',
      environment: environments[0]?.id,
      forks: [{ samples: [expect.any(Number), expect.any(Number), expect.any(Number)] }],
    });
    expect(environments).toMatchObject([
      { browser: { name: 'chromium', version: expect.stringMatching(/^\d+\.\d+/) as string } },
    ]);
  });
});

test('keeps the last report when tests are only listed', async () => {
  await using project = await SampleProject.create({
    'playwright.config.ts': CONFIG,
    'one.perf.ts': `
      import { perfTest as test } from '@night-pilot/playwright-preset';
      test('opens', ({ perf }) => perf.measure('load', async () => {}));
    `,
    'reports/perf/shop.json': 'the last report',
  });
  const { code, stdout, stderr } = await project.playwright(['test', '--list']);
  expect(code, stdout + stderr).toBe(0);
  expect(await readFile(project.path('reports/perf/shop.json'), 'utf8')).toBe('the last report');
});

test('ends with one sentence and exit code 2 when two tests measure under one name', async () => {
  const opens = `
    import { perfTest as test } from '@night-pilot/playwright-preset';
    test('opens', ({ perf }) => perf.measure('load', async () => {}));
  `;
  await using project = await SampleProject.create({
    'playwright.config.ts': CONFIG,
    'a.perf.ts': opens,
    'b.perf.ts': opens,
  });
  const { code, stderr } = await project.playwright(['test']);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^The tests at .*a\.perf\.ts:3 and .*b\.perf\.ts:3 both measure "opens › load": give one of them another title\.\n$/,
  );
  expect(existsSync(project.path('reports/perf/shop.json'))).toBe(false);
});

test('ends with one sentence and exit code 2 when the report cannot be written', async () => {
  await using project = await SampleProject.create({
    'playwright.config.ts': CONFIG,
    'one.perf.ts': `
      import { perfTest as test } from '@night-pilot/playwright-preset';
      test('opens', ({ perf }) => perf.measure('load', async () => {}));
    `,
    'not-a-folder': '',
  });
  const { code, stderr } = await project.playwright(['test'], {
    PERF_PARTS_DIR: project.path('not-a-folder'),
  });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^\S+shop\.perf\.json cannot be written: .*\n$/);
});
