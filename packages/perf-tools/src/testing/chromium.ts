import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { onTestFinished } from 'vitest';

/** Launches Chromium for the running test. */
export async function launchChromium(): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: chromiumPath() });
  onTestFinished(() => browser.close());
  return browser;
}

/** Returns the path in `NIGHT_PILOT_CHROMIUM`, else Playwright's own Chromium, else the first on the PATH. */
export function chromiumPath(): string {
  const named = process.env['NIGHT_PILOT_CHROMIUM'];
  if (named !== undefined && named !== '') return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const places = [chromium.executablePath(), ...folders.map((folder) => join(folder, 'chromium'))];
  const found = places.find((place) => existsSync(place));
  if (found === undefined)
    throw new Error('No Chromium was found. Install it: node tools/setup.mjs');
  return found;
}
