import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '@night-pilot/perf-report/testing';
import { dependencyKey } from './dependency-key.ts';
import { readLockFile } from './lock-file.ts';

const LINK = { 'node_modules/core': { resolved: 'packages/core', link: true } };
const FILES = {
  'package.json': '{"name": "x", "description": "a", "scripts": {"test": "vitest"}}',
  'package-lock.json': JSON.stringify({ packages: LINK }),
  'packages/core/package.json': '{"name": "core", "dependencies": {"zod": "^4"}}',
  '.npmrc': 'fund=false',
  'patches/zod.patch': '+ 1',
};

async function keyOf(changed: Record<string, string>): Promise<string> {
  const root = await temporaryFolder();
  for (const [path, text] of Object.entries({ ...FILES, ...changed })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const lock = readLockFile(root, 'base');
  return lock === null ? '' : dependencyKey(root, lock);
}

test.each([
  ['source code', { 'packages/core/index.js': 'export {};' }],
  ['a description', { 'package.json': FILES['package.json'].replace('"a"', '"b"') }],
  ['a script', { 'package.json': FILES['package.json'].replace('vitest', 'jest') }],
])('%s has no effect on what is installed', async (_what, changed) => {
  expect(await keyOf(changed)).toBe(await keyOf({}));
});

test.each([
  ['the lock file', { 'package-lock.json': JSON.stringify({ packages: LINK, more: 1 }) }],
  ['a workspace package', { 'packages/core/package.json': '{"dependencies": {"zod": "^3"}}' }],
  ['an install script', { 'package.json': FILES['package.json'].replace('test', 'postinstall') }],
  ['a setting of npm', { '.npmrc': 'legacy-peer-deps=true' }],
  ['a patch', { 'patches/zod.patch': '+ 2' }],
])('%s has', async (_what, changed) => {
  expect(await keyOf(changed)).not.toBe(await keyOf({}));
});
