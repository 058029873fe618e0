import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { SITE_DATA_VERSION, type SiteData, siteDataSchema } from '@night-pilot/dashboard';
import { expect, test } from 'vitest';
import { tempFolder } from '../testing/temp-folder.ts';
import { writeSite } from './write-site.ts';

const empty: SiteData = {
  version: SITE_DATA_VERSION,
  generatedAt: '2026-01-01T00:00:00.000Z',
  runs: [],
  series: [],
  problems: [],
  tests: [],
};

/** Creates a folder in place of the built pages: writing the site copies its files. */
async function bundleIn(folder: string): Promise<string> {
  const bundle = join(folder, 'dist');
  await mkdir(join(bundle, 'assets'), { recursive: true });
  await writeFile(join(bundle, 'index.html'), '<!doctype html>');
  await writeFile(join(bundle, 'assets', 'app.js'), '');
  return bundle;
}

async function readData(site: string): Promise<SiteData> {
  const context: { __SITE_DATA__?: unknown } = {};
  runInNewContext(await readFile(join(site, 'data.js'), 'utf8'), context);
  return siteDataSchema.parse(context.__SITE_DATA__);
}

test('puts the pages and their data into one folder', async () => {
  const folder = await tempFolder();
  const site = join(folder, 'reports', 'site');
  await writeSite(site, empty, await bundleIn(folder));
  expect((await readdir(site)).sort()).toEqual(['assets', 'data.js', 'index.html']);
  expect(await readData(site)).toEqual(empty);
});

test('replaces the old folder and leaves nothing else behind', async () => {
  const folder = await tempFolder();
  const site = join(folder, 'reports', 'site');
  const bundle = await bundleIn(folder);
  await mkdir(site, { recursive: true });
  await writeFile(join(site, 'outdated.js'), '');
  await writeSite(site, empty, bundle);
  expect(await readdir(site)).not.toContain('outdated.js');
  expect(await readdir(join(folder, 'reports'))).toEqual(['site']);
});

test.each([
  `</script><script>alert(1)</script>`,
  `<!--<script>`,
  `"); alert(1); ("`,
  `\\u003c \\ \u2028 \0 \ud800`,
])('keeps the name %j', async (name) => {
  const folder = await tempFolder();
  const site = join(folder, 'site');
  const hostile: SiteData = {
    ...empty,
    problems: [{ state: 'failed', title: name, instrument: 'wall', message: name }],
  };
  await writeSite(site, hostile, await bundleIn(folder));
  expect(await readFile(join(site, 'data.js'), 'utf8')).not.toContain('<');
  expect(await readData(site)).toEqual(hostile);
});

test('explains how to build missing pages, and writes nothing', async () => {
  const folder = await tempFolder();
  await expect(writeSite(join(folder, 'site'), empty, join(folder, 'dist'))).rejects.toMatchObject({
    code: 'DASHBOARD_MISSING',
    message: expect.stringContaining('npx nx build dashboard') as string,
  });
  expect(await readdir(folder)).toEqual([]);
});

test('reports a folder that cannot be written, and leaves nothing unfinished', async () => {
  const folder = await tempFolder();
  const bundle = await bundleIn(folder);
  await writeFile(join(folder, 'reports'), 'a file in place of the folder');
  await expect(writeSite(join(folder, 'reports', 'site'), empty, bundle)).rejects.toMatchObject({
    code: 'OUTPUT_UNWRITABLE',
  });
  expect((await readdir(folder)).sort()).toEqual(['dist', 'reports']);
});
