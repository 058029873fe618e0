import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, normalize, relative } from 'node:path';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { assertContained } from './assert-contained.ts';
import { copyEntry } from './copy-work-tree.ts';
import { isInside } from './link-tree.ts';
import type { Version } from './prepare-versions.ts';

/** Names of folders that contain only benchmarks when they are beside a package.json. */
const BENCH_FOLDERS = new Set([
  'bench',
  'benches',
  'benchmark',
  'benchmarks',
  '__bench__',
  '__benches__',
  '__benchmark__',
  '__benchmarks__',
]);

/** A file of head's benchmarks that base gets as well. */
export interface SharedFile {
  /** Relative to the root of both versions. */
  path: string;
  /** Base's own file of this path. */
  was: 'same' | 'changed' | 'missing';
}

/**
 * Lists the files that belong to head's benchmarks, and how base's own differ: the bench file itself, and if it lies in a
 * bench folder (`bench`, `benchmarks` and the like, directly beside a package.json) all of that folder, with data.
 * Everything else stays the version's own, above all modules beside a bench file in `src/`: copying what a bench file
 * imports there would measure head twice and hide the regression.
 *
 * @param files Bench files, relative to the roots.
 * @returns The files of each bench file, sorted by path.
 * @throws {PerfKitError} `BAD_ARGUMENT` when head has no such file.
 */
export async function benchFilesToShare(
  { base, head }: { base: Version; head: Version },
  files: readonly string[],
): Promise<Map<string, SharedFile[]>> {
  const known = new Map<string, SharedFile>();
  const shared = new Map<string, SharedFile[]>();
  for (const file of files) {
    const own: SharedFile[] = [];
    for (const path of await pathsOf(file, head)) {
      const sharedFile = known.get(path) ?? {
        path,
        was: await compare(join(base.root, path), join(head.root, path)),
      };
      known.set(path, sharedFile);
      own.push(sharedFile);
    }
    shared.set(file, own);
  }
  return shared;
}

async function pathsOf(file: string, { root, label }: Version): Promise<string[]> {
  const path = normalize(file);
  if (!isInside(join(root, path), root) || !existsSync(join(root, path))) {
    throw new PerfKitError(
      'BAD_ARGUMENT',
      `Expected a bench file of ${label}, relative to the workspace, got ${file}, which does not exist.`,
    );
  }
  const folder = benchFolder(root, path);
  const beside = folder === null ? [] : await filesBelow(join(root, folder));
  return [...new Set([path, ...beside.map((neighbour) => relative(root, neighbour))])].sort();
}

/**
 * Copies head's benchmarks into base's checkout, so that the same files run against both versions.
 *
 * @param files Bench files, relative to the roots.
 * @returns The files of head's benchmarks, sorted by path.
 * @throws {PerfKitError} errors of `benchFilesToShare`; `CHECKOUT_LEAKS` when a benchmark's folder resolves a workspace
 *   package outside of its version.
 */
export async function shareBenchFiles(
  versions: { base: Version; head: Version },
  files: readonly string[],
): Promise<SharedFile[]> {
  const { base, head } = versions;
  const ofEachFile = await benchFilesToShare(versions, files);
  const byPath = new Map([...ofEachFile.values()].flat().map((file) => [file.path, file]));
  const shared = [...byPath.values()];
  shared.sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const { path, was } of shared) {
    if (was !== 'same') await copyEntry(join(head.root, path), join(base.root, path));
  }
  for (const version of [base, head]) assertContained(version, files);
  return shared;
}

/** Returns the bench folder of a bench file, relative. null: it is in none. */
function benchFolder(root: string, file: string): string | null {
  for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) {
    const isBeside = existsSync(join(root, dirname(folder), 'package.json'));
    if (isBeside && BENCH_FOLDERS.has(basename(folder))) return folder;
  }
  return null;
}

async function filesBelow(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) found.push(path);
    else if (entry.name !== 'node_modules') found.push(...(await filesBelow(path)));
  }
  return found;
}

async function compare(base: string, head: string): Promise<SharedFile['was']> {
  if (!existsSync(base)) return 'missing';
  const [before, after] = await Promise.all([readFile(base), readFile(head)]).catch(() => []);
  return before !== undefined && after !== undefined && before.equals(after) ? 'same' : 'changed';
}
