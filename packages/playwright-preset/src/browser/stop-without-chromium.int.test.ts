import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SampleProject } from '../testing/sample-project.ts';

const files = {
  'playwright.config.ts': `
    import { definePreset } from '@night-pilot/playwright-preset';
    export default definePreset({
      projectRoot: import.meta.dirname,
      kind: process.env.KIND,
      webServer: { command: 'touch started && sleep 60', url: 'http://127.0.0.1:1' },
    });
  `,
  'one.perf.ts': `
    import { perfTest as test } from '@night-pilot/playwright-preset';
    test('opens', ({ perf }) => perf.measure('load', async () => {}));
  `,
  'one.spec.ts': `
    import { test } from '@playwright/test';
    test('opens', async ({ page }) => { await page.goto('/'); });
  `,
};

test.for(['performance', 'integration'])(
  'ends a %s run without a Chromium with one sentence and exit code 2, and writes nothing',

  async (kind) => {
    await using project = await SampleProject.create(files);
    const { code, stdout, stderr } = await project.playwright(['test'], {
      KIND: kind,
      NIGHT_PILOT_CHROMIUM: '/no/such/chromium',
    });
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'NIGHT_PILOT_CHROMIUM is /no/such/chromium, which is not an executable file: set it to the path of a Chromium, or unset it.\n',
    });
    expect(
      ['reports/perf', 'reports/tests', 'started'].filter((path) => existsSync(project.path(path))),
    ).toEqual([]);
  },
);
