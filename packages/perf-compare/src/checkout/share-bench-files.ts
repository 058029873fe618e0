import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, normalize, relative } from 'node:path';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { assertContained } from './assert-contained.ts';
import { copyEntry } from './copy-work-tree.ts';
import { isInside } from './link-tree.ts';
import type { Version } from './prepare-versions.ts';

/** Names of folders that hold benchmarks and nothing else when they stand beside a package.json. */
const BENCH_FOLDERS = new Set([
  ...['bench', 'benches', 'benchmark', 'benchmarks'],
  ...['__bench__', '__benches__', '__benchmark__', '__benchmarks__'],
]);

/** A file that both versions now have as head has it. */
export interface SharedFile {
  /** Relative to the root of both versions. */
  path: string;
  /** What base had in its place. */
  was: 'same' | 'changed' | 'missing';
}

/**
 * What belongs to head's benchmarks, and what base has in its place: the bench file itself, and when it lies in a bench
 * folder (`bench`, `benchmarks` and the like, directly beside a package.json) all of that folder, data included.
 * Everything else is the version's own, above all a module beside a bench file in `src/`: copying
 * what a bench file imports there would measure head twice and hide the regression.
 *
 * @param files Bench files, relative to the roots.
 * @returns by the bench file what belongs to it, sorted by path.
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
      const one = known.get(path) ?? {
        path,
        was: await compare(join(base.root, path), join(head.root, path)),
      };
      known.set(path, one);
      own.push(one);
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
      `Expected a bench file of ${label}, relative to the workspace, got ${file}, which is not there.`,
    );
  }
  const folder = benchFolder(root, path);
  const beside = folder === null ? [] : await filesBelow(join(root, folder));
  return [...new Set([path, ...beside.map((one) => relative(root, one))])].sort();
}

/**
 * Copies head's benchmarks into base's checkout, so that the same file runs against both.
 *
 * @param files Bench files, relative to the roots.
 * @returns what was copied, sorted by path.
 * @throws {PerfKitError} what `benchFilesToShare` throws; `CHECKOUT_LEAKS` when a workspace package, imported from a
 *   benchmark's folder, is not the version's own.
 */
export async function shareBenchFiles(
  versions: { base: Version; head: Version },
  files: readonly string[],
): Promise<SharedFile[]> {
  const { base, head } = versions;
  const all = [...(await benchFilesToShare(versions, files)).values()].flat();
  const shared = [...new Map(all.map((one) => [one.path, one])).values()];
  shared.sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const { path, was } of shared) {
    if (was !== 'same') await copyEntry(join(head.root, path), join(base.root, path));
  }
  for (const version of [base, head]) assertContained(version, files);
  return shared;
}

/** The folder that belongs to a bench file as a whole, relative, or null when there is none. */
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
