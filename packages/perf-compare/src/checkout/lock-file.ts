import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import type { LockEntry } from './lock-entry.ts';
import { pnpmLinks } from './pnpm-lock.ts';

/** The dependencies of a workspace, as its package manager fixed them. */
export interface LockFile {
  /** The package manager that reads it. */
  manager: 'npm' | 'pnpm';
  name: string;
  text: string;
  /** Packages by their path, relative to the workspace. With pnpm only the packages of the workspace. */
  packages: Record<string, LockEntry>;
}

/** A package of the workspace that is linked into its `node_modules`. */
export interface WorkspacePackage {
  /** The name by which it is imported. */
  name: string;
  /** Path of the link, such as `node_modules/@scope/name`, relative to the workspace. */
  link: string;
  /** Folder of the package, such as `packages/name`, relative to the workspace. */
  folder: string;
}

const NPM_LOCKS = ['npm-shrinkwrap.json', 'package-lock.json'];
const PNPM_LOCK = 'pnpm-lock.yaml';
const PNPM_WORKSPACE = 'pnpm-workspace.yaml';
const OTHER_LOCKS = { 'yarn.lock': 'Yarn', 'bun.lock': 'Bun', 'bun.lockb': 'Bun' };

/**
 * Reads the lock file of a workspace. If there are several, npm's counts, unless package.json asks for pnpm.
 *
 * @returns null when there is no lock file and nothing to install.
 * @throws {PerfKitError} `PACKAGE_JSON_MISSING`, `PACKAGE_MANAGER_UNSUPPORTED`,
 *   `LOCK_FILE_MISSING`, `LOCK_FILE_INVALID`.
 */
export function readLockFile(root: string, label: string): LockFile | null {
  const manifest = readManifest(root, label);
  const has = (name: string) => existsSync(join(root, name));
  const name = NPM_LOCKS.find(has);
  const { packageManager } = manifest;
  const wanted = typeof packageManager === 'string' ? packageManager.replace(/@.*$/, '') : null;
  if (name !== undefined && !(wanted === 'pnpm' && has(PNPM_LOCK))) {
    const text = readFileSync(join(root, name), 'utf8');
    const { packages = {} } = parse(text, name, label) as Partial<LockFile>;
    return { manager: 'npm', name, text, packages };
  }
  const foreign = Object.entries(OTHER_LOCKS).find(
    ([lock, manager]) => has(lock) && (!has(PNPM_LOCK) || manager.toLowerCase() === wanted),
  );
  if (foreign !== undefined) throw unsupported(foreign, label);
  if (has(PNPM_LOCK)) {
    const text = readFileSync(join(root, PNPM_LOCK), 'utf8');
    return { manager: 'pnpm', name: PNPM_LOCK, text, packages: pnpmLinks(text) };
  }
  if (!hasDependencies(manifest) && !has(PNPM_WORKSPACE)) return null;
  const isOfPnpm = wanted === 'pnpm' || has(PNPM_WORKSPACE);
  const [lock, command] = isOfPnpm
    ? [PNPM_LOCK, 'pnpm install --lockfile-only']
    : ['package-lock.json', 'npm install --package-lock-only'];
  throw new PerfKitError(
    'LOCK_FILE_MISSING',
    `Expected a ${lock} in ${label}, got dependencies without one: other versions of them could be measured from one day to the next. Type ${command} and commit the file.`,
  );
}

function unsupported([lock, manager]: [lock: string, manager: string], label: string) {
  return new PerfKitError(
    'PACKAGE_MANAGER_UNSUPPORTED',
    `Expected npm's package-lock.json or pnpm's ${PNPM_LOCK} in ${label}, got ${manager}'s ${lock}: perf-kit installs versions with npm and pnpm only. Measure each version where ${manager} installed it (perf-kit bench --instrument instructions,allocated prints the path of its report), and compare the reports: perf-kit compare before.json after.json. Or keep a package-lock.json (npm install --package-lock-only) in every version that is compared.`,
  );
}

/** Lists the packages that are links in the lock file: workspace packages, and folders named by `file:`. */
export function workspacePackages(lock: LockFile | null): WorkspacePackage[] {
  return Object.entries(lock?.packages ?? {}).flatMap(([link, entry]) => {
    const { link: isLink, resolved } = entry;
    if (!isLink || resolved === undefined || resolved.startsWith('..')) return [];
    const name = link.slice(link.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return [{ name, link, folder: resolved }];
  });
}

function readManifest(root: string, label: string): Record<string, unknown> {
  const path = join(root, 'package.json');
  if (existsSync(path)) {
    return parse(readFileSync(path, 'utf8'), 'package.json', label) as Record<string, unknown>;
  }
  throw new PerfKitError(
    'PACKAGE_JSON_MISSING',
    `Expected a package.json at the top of ${label}, got none: versions are installed from there. Compare a version that has one.`,
  );
}

function hasDependencies(manifest: Record<string, unknown>): boolean {
  return ['dependencies', 'devDependencies', 'optionalDependencies', 'workspaces'].some(
    (key) => Object.keys(manifest[key] ?? {}).length > 0,
  );
}

function parse(text: string, name: string, label: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
    throw new Error('it is not an object');
  } catch (cause) {
    throw new PerfKitError(
      'LOCK_FILE_INVALID',
      `${name} of ${label} is not valid JSON: ${(cause as Error).message}. Mend it, or compare another version.`,
      { cause },
    );
  }
}
