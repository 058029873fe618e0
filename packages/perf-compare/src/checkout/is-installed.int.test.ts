import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '@night-pilot/perf-report/testing';
import { isInstalled } from './is-installed.ts';
import type { LockEntry } from './lock-entry.ts';

const WANTED: Record<string, LockEntry> = {
  '': {},
  'packages/core': { version: '1.0.0' },
  'node_modules/@x/core': { link: true, resolved: 'packages/core' },
  'node_modules/zod': { version: '4.0.0', integrity: 'sha512-a' },
  'node_modules/for-another-platform': { version: '1.0.0', optional: true },
};

async function check(change: Record<string, LockEntry | undefined>, folders: string[]) {
  const root = await temporaryFolder();
  for (const folder of ['node_modules', ...folders]) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  const { 'node_modules/for-another-platform': _, ...installed } = WANTED;
  writeFileSync(
    join(root, 'node_modules', '.package-lock.json'),
    JSON.stringify({ packages: { ...installed, ...change } }),
  );
  return isInstalled(root, {
    manager: 'npm',
    name: 'package-lock.json',
    text: '',
    packages: WANTED,
  });
}

const BOTH = ['node_modules/@x/core', 'node_modules/zod'];

test("accepts npm's note when it fits the lock file, apart from optional packages", async () => {
  expect(await check({}, BOTH)).toBe(true);
});

test.each([
  ['another version', { 'node_modules/zod': { version: '4.0.1', integrity: 'sha512-a' } }, BOTH],
  ['other contents', { 'node_modules/zod': { version: '4.0.0', integrity: 'sha512-b' } }, BOTH],
  ['a link to elsewhere', { 'node_modules/@x/core': { link: true, resolved: 'core' } }, BOTH],
  ['a package that is missing', { 'node_modules/zod': undefined }, BOTH],
  ['a folder that is gone', {}, ['node_modules/@x/core']],
])('%s is not what the lock file says', async (_what, change, folders) => {
  expect(await check(change, folders)).toBe(false);
});

test("takes nothing for installed without npm's note", async () => {
  const root = await temporaryFolder();
  const lock = { manager: 'npm', name: 'package-lock.json', text: '', packages: WANTED } as const;
  expect(isInstalled(root, lock)).toBe(false);
});
