import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const WORKSPACE = join(import.meta.dirname, '../..');
const MODULES = 'node_modules/';

interface LockEntry {
  version?: string;
  integrity?: string;
  link?: boolean;
  optional?: boolean;
  os?: string[];
  optionalDependencies?: Record<string, string>;
}

const { packages } = JSON.parse(readFileSync(join(WORKSPACE, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, LockEntry>;
};

/** Packages from a registry. Links lead to the packages of this workspace. */
const installed = Object.entries(packages).filter(
  ([path, { link }]) => path.includes(MODULES) && link !== true,
);

/** Returns the path of a package as Node resolves it from another one; null when the lock file lacks it. */
function resolvedFrom(path: string, name: string): string | null {
  for (let folder = path; ;) {
    const candidate = `${folder === '' ? '' : `${folder}/`}${MODULES}${name}`;
    if (packages[candidate] !== undefined) return candidate;
    if (folder === '') return null;
    const nested = folder.lastIndexOf(`/${MODULES}`);
    folder = nested < 0 ? '' : folder.slice(0, nested);
  }
}

test('locks every package with its version and integrity', () => {
  const incomplete = installed
    .filter(([, { version, integrity }]) => !version || !/^sha512-\S+==$/.test(integrity ?? ''))
    .map(([path]) => path);
  expect(installed.length).toBeGreaterThan(500);
  expect(incomplete).toEqual([]);
});

test('locks the optional packages of every platform, so that npm ci works on each', () => {
  const wanted = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).map((name) => ({ path, name })),
  );
  const missing = wanted.filter(({ path, name }) => resolvedFrom(path, name) === null);
  expect(wanted.length).toBeGreaterThan(50);
  expect(missing).toEqual([]);
});

test('marks the packages of a single system as optional, so that other systems skip them', () => {
  const required = installed
    .filter(([, { os, optional }]) => os?.length === 1 && optional !== true)
    .map(([path]) => path);
  expect(required).toEqual([]);
});
