import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { npmWorkspace } from '../testing/npm-workspace.ts';
import { temporaryFolder } from '@night-pilot/perf-report/testing';
import { assertContained } from './assert-contained.ts';

afterEach(() => void vi.unstubAllEnvs());

function link(from: string, to: string): void {
  rmSync(from, { recursive: true, force: true });
  mkdirSync(dirname(from), { recursive: true });
  symlinkSync(to, from);
}

test('accepts a workspace as npm links it', async () => {
  const { root } = await npmWorkspace();
  expect(() => assertContained({ root, label: 'base' }, ['packages/top/bench/x.ts'])).not.toThrow();
});

test.each([
  ['at the top', 'node_modules/@fixture/core', 'its top folder'],
  ['in a package', 'packages/middle/node_modules/@fixture/core', 'packages/middle'],
  ['above a benchmark', 'packages/top/bench/node_modules/@fixture/core', 'packages/top/bench'],
])('a link %s that leads outside is named', async (_where, path, importer) => {
  const { root } = await npmWorkspace();
  const other = await npmWorkspace();
  const leadsTo = join(other.root, 'packages', 'core');
  link(join(root, path), leadsTo);
  expect(() => assertContained({ root, label: 'base' }, ['packages/top/bench/x.ts'])).toThrow(
    expect.objectContaining({
      code: 'CHECKOUT_LEAKS',
      message: expect.stringContaining(
        `@fixture/core, imported from ${importer} of base, leads to ${leadsTo}`,
      ) as string,
    }),
  );
});

test('refuses a package that only a folder above the version has', async () => {
  const above = await temporaryFolder();
  const { root } = await npmWorkspace();
  link(join(above, 'node_modules/@fixture/core'), join(root, 'packages/core'));
  const copy = join(above, 'version');
  cpSync(root, copy, { recursive: true, verbatimSymlinks: true });
  rmSync(join(copy, 'node_modules/@fixture/core'));
  expect(() => assertContained({ root: copy, label: 'head' })).toThrow(/leads to/);
});

test('names a missing link', async () => {
  const { root } = await npmWorkspace();
  rmSync(join(root, 'node_modules/@fixture/core'));
  expect(() => assertContained({ root, label: 'head' })).toThrow(
    /@fixture\/core, imported from its top folder of head, cannot be found/,
  );
});
