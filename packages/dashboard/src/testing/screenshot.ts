import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { findChromium } from '@night-pilot/playwright-preset';
import { chromium } from '@playwright/test';

const WORKSPACE = resolve(import.meta.dirname, '../../../..');

const USAGE = `Usage: node packages/dashboard/src/testing/screenshot.ts [options]

Takes a screenshot of an exported site.

  --site FOLDER  folder with index.html and data.js (default: reports/site)
  --out FILE     PNG file to write (default: docs/dashboard.png)
`;

/** The screenshot cannot be taken; the message says why and what to do. */
class ScreenshotError extends Error {
  override readonly name = 'ScreenshotError';
}

/** Takes a screenshot of the top of the page in a window of 1280 × 1000. */
async function takeScreenshot(site: string, out: string): Promise<void> {
  const page = join(site, 'index.html');
  if (!existsSync(page)) {
    throw new ScreenshotError(
      `Expected an exported site in ${site}; there is no index.html. Type: npx perf-trends export`,
    );
  }
  const search = findChromium();
  if (search.state !== 'found') throw new ScreenshotError(search.message);

  const browser = await chromium.launch({ executablePath: search.path });
  try {
    const tab = await browser.newPage({
      viewport: { width: 1280, height: 1000 },
      colorScheme: 'light',
    });
    await tab.goto(pathToFileURL(page).href);
    const title = await tab.getByRole('heading', { level: 1 }).innerText();
    if ((await tab.getByRole('article').count()) === 0) {
      throw new ScreenshotError(`Expected series in ${page}; it says: ${title}.`);
    }
    await tab.locator('canvas').first().waitFor();
    await mkdir(dirname(out), { recursive: true });
    await tab.screenshot({ path: out, animations: 'disabled' });
  } finally {
    await browser.close();
  }
}

function isUsageError(error: unknown): error is TypeError & { code: string } {
  return (
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  );
}

try {
  const { values } = parseArgs({
    options: {
      site: { type: 'string', default: join(WORKSPACE, 'reports/site') },
      out: { type: 'string', default: join(WORKSPACE, 'docs/dashboard.png') },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
  } else {
    await takeScreenshot(resolve(values.site), resolve(values.out));
    process.stdout.write(`${resolve(values.out)}\n`);
  }
} catch (error) {
  if (error instanceof ScreenshotError) process.stderr.write(`${error.message}\n`);
  else if (isUsageError(error)) process.stderr.write(`${error.message}\n\n${USAGE}`);
  else throw error;
  process.exitCode = 2;
}
