import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadPage } from './page.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'night-pilot-page-'));
});

afterEach(() => rm(folder, { recursive: true }));

const builtPage = '<meta name="night-pilot-secret" content="{{night-pilot-secret}}" />';

test('puts the secret into the built page', async () => {
  await writeFile(join(folder, 'index.html'), builtPage);
  expect(loadPage('s3cret', folder)).toEqual({
    state: 'built',
    html: '<meta name="night-pilot-secret" content="s3cret" />',
  });
});

test('says which command builds the page where it is missing, and still hands out the secret', () => {
  const page = loadPage('s3cret', folder);
  expect(page.state).toBe('not built');
  expect(page.html).toContain('npx nx build app');
  expect(page.html).toContain('content="s3cret"');
});

test('refuses a built page without a place for the secret', async () => {
  await writeFile(join(folder, 'index.html'), '<p>another page</p>');
  expect(() => loadPage('s3cret', folder)).toThrow('build the page again');
});
