import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { definePreset } from './define-preset.ts';
import { usableCpus, workersFor } from './usable-cpus.ts';

let projectRoot: string;

beforeAll(async () => {
  projectRoot = await mkdtemp(join(tmpdir(), 'define-preset-'));
  await writeFile(join(projectRoot, 'nx.json'), '{}');
  await writeFile(join(projectRoot, 'package.json'), JSON.stringify({ name: '@sample/shop' }));
});

afterAll(() => rm(projectRoot, { recursive: true }));

beforeEach(() => {
  vi.stubEnv('NIGHT_PILOT_CHROMIUM', process.execPath);
  vi.stubEnv('PERF_QUICK', '');
  vi.stubEnv('CI', '');
  return () => vi.unstubAllEnvs();
});

test('has the time-outs of the seed in every kind', () => {
  for (const kind of ['integration', 'page', 'performance'] as const) {
    expect(definePreset({ projectRoot, kind })).toMatchObject({
      timeout: 120_000,
      use: { actionTimeout: 15_000, navigationTimeout: 45_000 },
    });
  }
});

test('an integration suite runs in parallel on 75 % of the usable CPUs, with 3 retries and a trace of the first', () => {
  expect(definePreset({ projectRoot })).toMatchObject({
    testMatch: '**/*.spec.ts',
    fullyParallel: true,
    workers: workersFor(usableCpus()),
    retries: 3,
    repeatEach: 1,
    use: { trace: 'on-first-retry' },
    reporter: [
      ['list'],
      ['json', { outputFile: join(projectRoot, 'reports/tests/shop-e2e.json') }],
    ],
  });
});

test('pages alone get 2 retries', () => {
  expect(definePreset({ projectRoot, kind: 'page' })).toMatchObject({
    testMatch: '**/*.spec.ts',
    retries: 2,
  });
});

test('a performance suite has one worker, no retries and no trace, and repeats in 10 browsers, 5 in a quick run', () => {
  const config = definePreset({ projectRoot, kind: 'performance' });
  expect(config).toMatchObject({
    testMatch: '**/*.perf.ts',
    workers: 1,
    retries: 0,
    repeatEach: 10,
    use: { trace: 'off' },
  });
  expect(config.reporter).toContainEqual([
    expect.stringMatching(/perf-reporter\.ts$/),
    { project: 'shop', projectRoot },
  ]);
  vi.stubEnv('PERF_QUICK', '1');
  expect(definePreset({ projectRoot, kind: 'performance' }).repeatEach).toBe(5);
});

test('refuses test.only on a CI machine', () => {
  expect(definePreset({ projectRoot }).forbidOnly).toBe(false);
  vi.stubEnv('CI', 'true');
  expect(definePreset({ projectRoot }).forbidOnly).toBe(true);
});

describe('what a configuration says wins', () => {
  test('over each setting', () => {
    const config = definePreset({
      projectRoot,
      retries: 0,
      workers: 7,
      use: { actionTimeout: 1_000, viewport: { width: 1, height: 1 } },
    });
    expect(config).toMatchObject({
      retries: 0,
      workers: 7,
      use: { actionTimeout: 1_000, navigationTimeout: 45_000, viewport: { width: 1, height: 1 } },
    });
    expect(config).not.toHaveProperty('projectRoot');
  });

  test('over the browser, whose flags are merged', () => {
    const launchOptions = { executablePath: '/my/chrome', slowMo: 5, args: ['--mute-audio'] };
    const { use } = definePreset({ projectRoot, use: { launchOptions } });
    expect(use?.launchOptions).toMatchObject({ executablePath: '/my/chrome', slowMo: 5 });
    expect(use?.launchOptions?.args).toEqual([
      '--mute-audio',
      expect.stringMatching(/^--disable-features=.*,Translate$/),
    ]);
    expect(launchOptions.args).toEqual(['--mute-audio']);
  });
});

test('uses the Chromium that is found', () => {
  expect(definePreset({ projectRoot }).use?.launchOptions?.executablePath).toBe(process.execPath);
});

test('a folder without a named package.json is an error that says what to do', () => {
  expect(() => definePreset({ projectRoot: tmpdir() })).toThrow(
    expect.objectContaining({
      code: 'PROJECT_NOT_FOUND',
      message: `Expected a package.json with a name in ${tmpdir()} or above; there is none. Set projectRoot to import.meta.dirname of the configuration.`,
    }),
  );
});
