import { expect, test } from 'vitest';
import { SampleProject } from '../testing/sample-project.ts';

const CONFIG = `
  import { definePreset } from '@night-pilot/playwright-preset';
  export default definePreset({ projectRoot: import.meta.dirname, retries: 9 });
`;

const env = { NIGHT_PILOT_CHROMIUM: process.execPath, NO_COLOR: '1' };

test('prints the settings, the browser and the flags of a configuration, each with a reason', async () => {
  await using project = await SampleProject.create({ 'playwright.config.ts': CONFIG });
  const { code, stdout, stderr } = await project.preset(['explain'], env);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const lines = stdout.split('\n');
  expect(lines).toContainEqual(
    expect.stringMatching(/^retries +9 +3 for integration, 2 for pages/),
  );
  expect(lines).toContainEqual(
    expect.stringMatching(/^chromium +\/\S+ +found by: NIGHT_PILOT_CHROMIUM$/),
  );
  expect(lines).toContainEqual(
    expect.stringMatching(/^--disable-web-security +refused +pages would/),
  );
});

test('says that the configuration names the browser', async () => {
  const channel = CONFIG.replace('retries: 9', `use: { channel: 'chrome' }`);
  await using project = await SampleProject.create({ 'playwright.config.ts': channel });
  const { stdout } = await project.preset(['explain', '--json'], env);
  expect(JSON.parse(stdout)).toContainEqual({
    setting: 'chromium',
    value: 'chrome',
    why: 'named by the configuration',
  });
});

test('prints the same as JSON', async () => {
  await using project = await SampleProject.create({ 'perf.ts': CONFIG });
  const { stdout } = await project.preset(['explain', '--config', 'perf.ts', '--json'], env);
  expect(JSON.parse(stdout)).toContainEqual({
    setting: 'timeout',
    value: 120_000,
    why: 'ms for one test',
  });
});

test.for<[string, string[], Record<string, string>, string]>([
  [
    'no configuration',
    ['explain'],
    {},
    'Expected a Playwright configuration at playwright.config.ts, found no such file. Name it with --config.\n',
  ],
  [
    'a file that exports none',
    ['explain', '-c', 'empty.ts'],
    { 'empty.ts': 'export const retries = 1;' },
    'Expected empty.ts to export a configuration as default, found none. Export definePreset({ … }).\n',
  ],
  [
    'a configuration with a refused flag',
    ['explain'],
    {
      'playwright.config.ts': CONFIG.replace(
        'retries: 9',
        `use: { launchOptions: { args: ['--disable-web-security'] } }`,
      ),
    },
    'playwright.config.ts cannot be loaded: --disable-web-security is refused: pages would run under rules that no user has: CORS errors go unseen. Remove it from launchOptions.args.\n',
  ],
  ['an unknown option', ['explain', '--fast'], {}, "error: unknown option '--fast'\n"],
])('ends with one sentence and exit code 2 for %s', async ([, args, files, stderr]) => {
  await using project = await SampleProject.create(files);
  expect(await project.preset(args, env)).toEqual({ code: 2, stdout: '', stderr });
});
