import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ownedTemporaryFolder } from '@night-pilot/perf-report/process';
import { test as base, expect } from '@playwright/test';
import type { SiteData } from '../src/site-data.ts';
import { siteDataScript } from '../src/site-data-script.ts';

interface SiteFixtures {
  /**
   * Opens the built page from a folder of its own, by its file:// address.
   *
   * @param script Text of data.js; null for no such file.
   * @param hash Fragment of the address.
   */
  openScript: (script: string | null, hash?: string) => Promise<void>;
  /** Opens the built page with data. */
  openSite: (data: SiteData, hash?: string) => Promise<void>;
}

/** A test that fails on any error of the page, including violations of its security policy. */
export const test = base.extend<SiteFixtures>({
  openScript: async ({ page }, use) => {
    const folder = await ownedTemporaryFolder('dashboard-');
    await cp(join(import.meta.dirname, '../dist'), folder, { recursive: true });
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      const isMissingData = message.location().url.endsWith('/data.js');
      if (message.type() === 'error' && !isMissingData) errors.push(message.text());
    });
    await use(async (script, hash = '') => {
      if (script !== null) await writeFile(join(folder, 'data.js'), script);
      await page.goto(pathToFileURL(join(folder, 'index.html')).href + hash);
    });
    await rm(folder, { recursive: true });
    expect(errors).toEqual([]);
  },
  openSite: async ({ openScript }, use) => {
    await use((data, hash) => openScript(siteDataScript(data), hash));
  },
});

export { expect };
