import { existsSync, realpathSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { isInside } from './link-tree.ts';
import { readLockFile, workspacePackages } from './lock-file.ts';

/**
 * Asserts that a version imports workspace packages only from itself. Node resolves every workspace package from the
 * top folder, from every workspace package, and from the folders of the benchmarks.
 *
 * @param version Its root is absolute.
 * @param files Bench files, relative to the root.
 * @throws {PerfKitError} `CHECKOUT_LEAKS`, which names the package, the folder that imports it, and where that leads.
 */
export function assertContained(
  version: { root: string; label: string },
  files: readonly string[] = [],
): void {
  const { root, label } = version;
  const realRoot = realpathSync(root);
  const packages = workspacePackages(readLockFile(root, label));
  const folders = packages.flatMap(({ folder, link }) => [folder, importerOf(link)]);
  const importers = new Set(['', ...folders, ...files.map((file) => dirname(file))]);
  for (const importer of importers) {
    const from = join(root, importer);
    if (!existsSync(from)) continue;
    for (const { name } of packages) {
      const found = resolvePackage(name, from);
      if (found !== null && isInside(found, realRoot)) continue;
      if (found === null && !isExpected(importer, name)) continue;
      throw leak(name, relative(root, from) || 'its top folder', found);
    }
  }

  /** A package is expected where the lock file links it, unless this version does not have its folder. */
  function isExpected(importer: string, name: string): boolean {
    return packages.some(
      ({ name: known, link, folder }) =>
        known === name && importerOf(link) === importer && existsSync(join(root, folder)),
    );
  }

  function leak(name: string, importer: string, found: string | null): PerfKitError {
    const where = found === null ? 'cannot be found' : `leads to ${found}`;
    return new PerfKitError(
      'CHECKOUT_LEAKS',
      `${name}, imported from ${importer} of ${label}, ${where}; expected a folder below ${realRoot}. Measured like this, ${label} would run code of another version. Find what makes this link (npm link, an install script), and remove node_modules/.cache/perf-kit.`,
    );
  }
}

/** Returns the folder in whose `node_modules` a link lies, relative to the workspace; empty for its top folder. */
function importerOf(link: string): string {
  return link.slice(0, Math.max(0, link.lastIndexOf('node_modules/') - 1));
}

/** Returns the real folder of the package that Node resolves a name to. null: it finds none. */
function resolvePackage(name: string, from: string): string | null {
  try {
    const manifest = findPackageJSON(name, pathToFileURL(join(from, 'importer.js')));
    return manifest === undefined ? null : dirname(realpathSync(manifest));
  } catch {
    return null;
  }
}
