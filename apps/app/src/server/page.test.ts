import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@night-pilot/db/leftovers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadPage } from './page.ts';

let folder: string;

beforeEach(() => {
  folder = temporaryFolder('night-pilot-page-');
});

afterEach(() => rm(folder, { recursive: true }));

const builtPage = '<meta name="night-pilot-secret" content="{{night-pilot-secret}}" />';

test('inserts the secret into the built page', async () => {
  await writeFile(join(folder, 'index.html'), builtPage);
  expect(loadPage('s3cret', folder)).toEqual({
    state: 'built',
    html: '<meta name="night-pilot-secret" content="s3cret" />',
  });
});

test('serves a page with the build command and the secret when the page is not built', () => {
  const page = loadPage('s3cret', folder);
  expect(page.state).toBe('not built');
  expect(page.html).toContain('npx nx build app');
  expect(page.html).toContain('content="s3cret"');
});

test('refuses a built page without a placeholder for the secret', async () => {
  await writeFile(join(folder, 'index.html'), '<p>another page</p>');
  expect(() => loadPage('s3cret', folder)).toThrow('build the page again');
});
