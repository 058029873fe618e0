import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeProject } from '@night-pilot/perf-report/testing';
import { readLockFile, workspacePackages } from './lock-file.ts';

const WORKSPACE = '{"name": "fixture", "workspaces": ["packages/*"]}';

test('lists the links of the lock file as workspace packages, by the name of their import', async () => {
  const packages = {
    '': { name: 'fixture' },
    'node_modules/@x/core': { resolved: 'packages/core', link: true },
    'packages/top/node_modules/@x/old': { resolved: 'legacy/old', link: true },
    'node_modules/elsewhere': { resolved: '../elsewhere', link: true },
    'node_modules/zod': { version: '4.0.0' },
  };
  const { root } = await writeProject({
    'package.json': WORKSPACE,
    'package-lock.json': JSON.stringify({ packages }),
  });
  expect(workspacePackages(readLockFile(root, 'base'))).toEqual([
    { name: '@x/core', link: 'node_modules/@x/core', folder: 'packages/core' },
    { name: '@x/old', link: 'packages/top/node_modules/@x/old', folder: 'legacy/old' },
  ]);
});

test('needs no lock file without dependencies', async () => {
  const { root } = await writeProject({});
  expect(readLockFile(root, 'base')).toBeNull();
  expect(workspacePackages(null)).toEqual([]);
});

test.each([
  [
    'Yarn',
    { 'yarn.lock': '' },
    'PACKAGE_MANAGER_UNSUPPORTED',
    /v1\.0.*Yarn's yarn\.lock.*compare before\.json after\.json/,
  ],
  ['Bun', { 'bun.lock': '' }, 'PACKAGE_MANAGER_UNSUPPORTED', /v1\.0.*Bun's bun\.lock/],
  [
    'Yarn beside an old one of pnpm',
    {
      'package.json': '{"name": "fixture", "packageManager": "yarn@4.5.0"}',
      'yarn.lock': '',
      'pnpm-lock.yaml': '',
    },
    'PACKAGE_MANAGER_UNSUPPORTED',
    /Yarn's yarn\.lock/,
  ],
  [
    'none of a workspace of pnpm',
    { 'package.json': '{"name": "fixture"}', 'pnpm-workspace.yaml': 'packages: [packages/*]' },
    'LOCK_FILE_MISSING',
    /a pnpm-lock\.yaml in v1\.0.*pnpm install --lockfile-only/,
  ],
  ['none', {}, 'LOCK_FILE_MISSING', /in v1\.0.*npm install --package-lock-only/],
  ['one with marks', { 'package-lock.json': '<<<<' }, 'LOCK_FILE_INVALID', /of v1\.0 is not valid/],
])('a lock file of %s is named with what to do', async (_what, files, code, message) => {
  const { root } = await writeProject({ 'package.json': WORKSPACE, ...files });
  expect(() => readLockFile(root, 'v1.0')).toThrow(expect.objectContaining({ code }));
  expect(() => readLockFile(root, 'v1.0')).toThrow(message);
});

test('takes npm’s lock file when there is another one beside it', async () => {
  const { root } = await writeProject({ 'yarn.lock': '', 'package-lock.json': '{"packages": {}}' });
  expect(readLockFile(root, 'base')?.name).toBe('package-lock.json');
});

test.each([
  ['alone', 'pnpm', {}],
  ['beside one of npm, where package.json asks for pnpm', 'pnpm', { 'package-lock.json': '{}' }],
  ['beside an old one of Yarn', 'npm', { 'yarn.lock': '' }],
])('takes the lock file of pnpm %s', async (_where, wanted, beside) => {
  const { root } = await writeProject({
    'package.json': `{"name": "fixture", "packageManager": "${wanted}@10.0.0"}`,
    'pnpm-lock.yaml': '',
    ...beside,
  });
  expect(readLockFile(root, 'base')).toMatchObject({ manager: 'pnpm', name: 'pnpm-lock.yaml' });
});

test('names a version without package.json', async () => {
  const { root } = await writeProject({});
  await rm(join(root, 'package.json'));
  await writeFile(join(root, 'package-lock.json'), '{}');
  expect(() => readLockFile(root, 'v1.0')).toThrow(/package\.json at the top of v1\.0/);
});
