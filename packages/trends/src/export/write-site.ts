import { access, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeUnfinished, unfinishedPath } from '@night-pilot/perf-report/process';
import { type SiteData, siteDataSchema, siteDataScript } from '@night-pilot/dashboard';
import { TrendsError } from '../errors.ts';
import { replaceFolder } from './replace-folder.ts';

/**
 * Writes the pages with their data: a folder that a browser opens without a server. The folder is
 * built beside the old one and then moved, so that no reader sees half of it.
 *
 * @param folder Replaced as a whole.
 * @throws {TrendsError} `DASHBOARD_MISSING` or `OUTPUT_UNWRITABLE`.
 */
export async function writeSite(
  folder: string,
  data: SiteData,
  bundle = dashboardBundle(),
): Promise<void> {
  await assertBundle(bundle);
  const unfinished = unfinishedPath(folder);
  try {
    await mkdir(dirname(folder), { recursive: true });
    await removeUnfinished(folder);
    await cp(bundle, unfinished, { recursive: true });
    await writeFile(join(unfinished, 'data.js'), dataScript(data));
    await replaceFolder(folder, unfinished);
  } catch (cause) {
    throw new TrendsError(
      'OUTPUT_UNWRITABLE',
      `The pages cannot be written to ${folder}: ${(cause as Error).message}; check your permissions and the free space.`,
      { cause },
    );
  } finally {
    await rm(unfinished, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Returns the text of `data.js` without any `<`, so that no name can end a script or begin a tag. */
export function dataScript(data: SiteData): string {
  // Every `<` is inside the one string that the script parses.
  return siteDataScript(siteDataSchema.parse(data)).replaceAll('<', '\\u003c');
}

/** Returns the folder of the built pages. It may not exist yet. */
export function dashboardBundle(): string {
  return dirname(fileURLToPath(import.meta.resolve('@night-pilot/dashboard/dist/index.html')));
}

/** @throws {TrendsError} `DASHBOARD_MISSING` when a folder does not hold the built pages. */
export async function assertBundle(bundle: string): Promise<void> {
  try {
    await access(join(bundle, 'index.html'));
  } catch (cause) {
    throw new TrendsError(
      'DASHBOARD_MISSING',
      `Expected the built pages in ${bundle}, found none: type "npx nx build dashboard" and try again.`,
      { cause },
    );
  }
}
