import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PerfKitError } from '../errors.ts';

/** An entry of `packages` in npm's lock file, as far as it matters here. */
export interface LockEntry {
  version?: string;
  integrity?: string;
  resolved?: string;
  link?: boolean;
  optional?: boolean;
  devOptional?: boolean;
}

/** What npm would install: by the path of each package, relative to the workspace. */
export interface LockFile {
  name: string;
  text: string;
  packages: Record<string, LockEntry>;
}

/** A package of the workspace that is linked into its `node_modules`. */
export interface WorkspacePackage {
  /** What it is imported by. */
  name: string;
  /** Where the link is, such as `node_modules/@scope/name`. Relative to the workspace. */
  link: string;
  /** Where the package is, such as `packages/name`. Relative to the workspace. */
  folder: string;
}

const NPM_LOCKS = ['npm-shrinkwrap.json', 'package-lock.json'];
const OTHER_LOCKS = {
  'pnpm-lock.yaml': 'pnpm',
  'yarn.lock': 'Yarn',
  'bun.lock': 'Bun',
  'bun.lockb': 'Bun',
};

/**
 * Reads the lock file of a workspace.
 *
 * @returns null when there is none and nothing to install either.
 * @throws {PerfKitError} `PACKAGE_JSON_MISSING`, `PACKAGE_MANAGER_UNSUPPORTED`,
 *   `LOCK_FILE_MISSING`, `LOCK_FILE_INVALID`.
 */
export function readLockFile(root: string, label: string): LockFile | null {
  const manifest = readManifest(root, label);
  const name = NPM_LOCKS.find((candidate) => existsSync(join(root, candidate)));
  if (name !== undefined) {
    const text = readFileSync(join(root, name), 'utf8');
    const { packages = {} } = parse(text, name, label) as Partial<LockFile>;
    return { name, text, packages };
  }
  for (const [other, manager] of Object.entries(OTHER_LOCKS)) {
    if (!existsSync(join(root, other))) continue;
    throw new PerfKitError(
      'PACKAGE_MANAGER_UNSUPPORTED',
      `Expected npm's package-lock.json in ${label}, got ${manager}'s ${other}: perf-kit installs versions with npm only. Write a lock file beside it with npm install --package-lock-only and commit it, or measure both versions by hand and type perf-kit compare a.json b.json.`,
    );
  }
  if (!hasDependencies(manifest)) return null;
  throw new PerfKitError(
    'LOCK_FILE_MISSING',
    `Expected a package-lock.json in ${label}, got dependencies without one: what would be measured could differ from one day to the next. Type npm install --package-lock-only and commit the file.`,
  );
}

/** The packages that are links in the lock file: workspace packages, and folders named by `file:`. */
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
    throw new Error('it is no object');
  } catch (cause) {
    throw new PerfKitError(
      'LOCK_FILE_INVALID',
      `${name} of ${label} is not valid JSON: ${(cause as Error).message}. Mend it, or compare another version.`,
      { cause },
    );
  }
}
