import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlaywrightTestConfig } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { definePreset, type PresetOptions } from './define-preset.ts';
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

test('sets the same time-outs for every kind', () => {
  for (const kind of ['integration', 'page', 'performance'] as const) {
    expect(definePreset({ projectRoot, kind })).toMatchObject({
      timeout: 120_000,
      use: { actionTimeout: 15_000, navigationTimeout: 45_000 },
    });
  }
});

test('runs an integration suite in parallel on 75 % of the usable CPUs, with 3 retries and a trace of the first', () => {
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

test('retries tests of pages alone twice', () => {
  expect(definePreset({ projectRoot, kind: 'page' })).toMatchObject({
    testMatch: '**/*.spec.ts',
    retries: 2,
  });
});

test('runs a performance suite with one worker, no retries and no trace, in 10 browsers or 3 when quick', () => {
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
  expect(definePreset({ projectRoot, kind: 'performance' }).repeatEach).toBe(3);
});

test('refuses test.only on a CI machine', () => {
  expect(definePreset({ projectRoot }).forbidOnly).toBe(false);
  vi.stubEnv('CI', 'true');
  expect(definePreset({ projectRoot }).forbidOnly).toBe(true);
});

describe('a setting of the configuration', () => {
  test('overrides that of the preset', () => {
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

  test('chooses the browser and merges its flags', () => {
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

describe('a browser that the configuration names', () => {
  beforeEach(() => {
    vi.stubEnv('NIGHT_PILOT_CHROMIUM', '/no/such/chromium');
  });

  test.for<[string, PresetOptions['use']]>([
    ['a channel', { channel: 'chrome' }],
    ['a channel to launch', { launchOptions: { channel: 'chrome' } }],
    ['a server to connect to', { connectOptions: { wsEndpoint: 'ws://127.0.0.1:1/' } }],
    ['an executable', { launchOptions: { executablePath: '/my/chrome' } }],
  ])('by %s is used as it is, without a Chromium', ([, use]) => {
    const webServer = { command: 'npm start' };
    const config = definePreset({ projectRoot, use, webServer });
    expect(config).toMatchObject({ use, webServer: [webServer] });
    expect(config.use?.launchOptions?.executablePath).toBe(use?.launchOptions?.executablePath);
    expect(config.globalSetup).toBeUndefined();
  });

  test('makes a Chromium unnecessary only when every project names one', () => {
    const named = { name: 'chrome', use: { channel: 'chrome' } };
    expect(definePreset({ projectRoot, projects: [named] }).globalSetup).toBeUndefined();
    const unnamed = { name: 'chromium' };
    expect(definePreset({ projectRoot, projects: [named, unnamed] }).globalSetup).toMatch(
      /stop-without-chromium\.ts$/,
    );
  });
});

describe('each Playwright project', () => {
  const launchOptionsOf = ({ projects = [] }: PlaywrightTestConfig) =>
    projects.map(({ use }) => use?.launchOptions);

  test('keeps its launch options, merges its flags and gets the Chromium that is found', () => {
    const config = definePreset({
      projectRoot,
      projects: [
        {
          name: 'slow',
          use: { launchOptions: { slowMo: 5, args: ['--disable-features=Vulkan'] } },
        },
      ],
    });
    expect(launchOptionsOf(config)).toEqual([
      {
        slowMo: 5,
        executablePath: process.execPath,
        args: [expect.stringMatching(/^--disable-features=.*,PaintHolding,.*,Translate,Vulkan$/)],
      },
    ]);
  });

  test('gets the launch options of the configuration when it has none', () => {
    const config = definePreset({
      projectRoot,
      use: { launchOptions: { slowMo: 5, args: ['--mute-audio'] } },
      projects: [{ name: 'wide', use: { viewport: { width: 1920, height: 1080 } } }],
    });
    expect(launchOptionsOf(config)).toEqual([config.use?.launchOptions]);
    expect(config.projects?.[0]?.use?.viewport).toEqual({ width: 1920, height: 1080 });
  });

  test('does not get the Chromium of the others when it names a channel', () => {
    const config = definePreset({
      projectRoot,
      projects: [{ name: 'chromium' }, { name: 'chrome', use: { channel: 'chrome' } }],
    });
    expect(launchOptionsOf(config).map((launch) => launch?.executablePath)).toEqual([
      process.execPath,
      undefined,
    ]);
  });

  test('may not use a flag that is refused in the configuration', () => {
    const use = { launchOptions: { args: ['--disable-web-security'] } };
    expect(() => definePreset({ projectRoot, projects: [{ name: 'unsafe', use }] })).toThrow(
      expect.objectContaining({ code: 'FLAG_REFUSED' }),
    );
  });
});

test('uses the name by which Nx knows a project', async () => {
  const folder = join(projectRoot, 'renamed');
  await mkdir(folder);
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name: '@sample/shop', nx: { name: 'store' } }),
  );
  expect(definePreset({ projectRoot: folder }).reporter).toContainEqual([
    'json',
    { outputFile: join(projectRoot, 'reports/tests/store-e2e.json') },
  ]);
});

test('refuses a folder without a package.json that has a name', () => {
  expect(() => definePreset({ projectRoot: tmpdir() })).toThrow(
    expect.objectContaining({ name: 'ReportError', code: 'PROJECT_NOT_FOUND' }),
  );
});
