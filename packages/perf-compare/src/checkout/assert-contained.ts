import { existsSync, realpathSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { isInside } from './link-tree.ts';
import { readLockFile, workspacePackages } from './lock-file.ts';

/**
 * Asserts that whatever a version imports of its workspace is its own. Node's own resolution is
 * asked for every workspace package, from the top, from every workspace package and from the
 * folders of the benchmarks.
 *
 * @param version Its root is absolute.
 * @param files Bench files, relative to the root.
 * @throws {PerfKitError} `CHECKOUT_LEAKS` naming the package, where it was imported from and where
 *   that leads.
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

  /** A package is linked where the lock file says so, unless its folder is not part of this version. */
  function isExpected(importer: string, name: string): boolean {
    return packages.some(
      (one) =>
        one.name === name &&
        importerOf(one.link) === importer &&
        existsSync(join(root, one.folder)),
    );
  }

  function leak(name: string, importer: string, found: string | null): PerfKitError {
    const where = found === null ? 'cannot be found' : `leads to ${found}`;
    return new PerfKitError(
      'CHECKOUT_LEAKS',
      `${name}, imported from ${importer} of ${label}, ${where}; expected a folder below ${realRoot}. Measured like this, ${label} would run code of another version. See what makes this link (npm link, an install script), and remove node_modules/.cache/perf-kit.`,
    );
  }
}

/** Whose `node_modules` a link lies in: a folder relative to the workspace, empty for its top. */
function importerOf(link: string): string {
  return link.slice(0, Math.max(0, link.lastIndexOf('node_modules/') - 1));
}

/** The real folder of the package that Node takes for a name, or null when it finds none. */
function resolvePackage(name: string, from: string): string | null {
  try {
    const manifest = findPackageJSON(name, pathToFileURL(join(from, 'importer.js')));
    return manifest === undefined ? null : dirname(realpathSync(manifest));
  } catch {
    return null;
  }
}
