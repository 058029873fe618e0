import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DeclaredInTest } from '@night-pilot/perf-host/bench';
import { assertContained } from '../checkout/assert-contained.ts';
import type { PreparedVersions } from '../checkout/prepare-versions.ts';
import { benchFilesToShare, shareBenchFiles } from '../checkout/share-bench-files.ts';
import type { Project } from '@night-pilot/perf-report/workspace';
import type { OwnListing } from './base-benchmarks.ts';
import { listFile, type ListedFile, type ListOptions } from './list-arm.ts';
import { ownBenchFiles } from './own-bench-files.ts';
import { suiteOf } from './titles.ts';

/** Base's checkout with head's bench files in it. */
export interface SharedBase {
  /** The project in base. null: base does not have it. */
  project: Project | null;
  /** Bench files that are the same in both versions, with all that belongs to them. */
  unchanged: ReadonlySet<string>;
  /** The contents of base's own bench files, except the unchanged ones. */
  own: OwnListing[];
}

export interface ShareOptions {
  project: Pick<Project, 'name'>;
  /** The project's folder, relative to the root of a version. */
  folder: string;
  /** Head's bench files, relative to the root. */
  files: readonly string[];
  signal?: AbortSignal | undefined;
}

/** Lists the contents of base's own bench files, then puts head's bench files in their place. */
export async function shareWithBase(
  versions: PreparedVersions,
  { project: { name }, folder, files, signal }: ShareOptions,
): Promise<SharedBase> {
  const { root } = versions.base;
  const isThere = existsSync(join(root, folder, 'package.json'));
  const project = isThere ? { name, root: join(root, folder) } : null;
  const shared = await benchFilesToShare(versions, files);
  const isSame = (file: string) => shared.get(file)?.every(({ was }) => was === 'same') === true;
  const unchanged = new Set(isThere ? files.filter(isSame) : []);
  const own: OwnListing[] = [];
  for (const file of await ownBenchFiles(versions, { project, ofHead: files, signal })) {
    if (unchanged.has(file.path)) continue;
    const arm = { cwd: join(root, file.project), file: join(root, file.path) };
    own.push({ ...file, listed: await listFile(arm, { signal }) });
  }
  if (isThere) await shareBenchFiles(versions, files);
  else assertContained(versions.head, files);
  return { project, unchanged, own };
}

export interface ListSharedOptions {
  /** Head's bench files, relative to the root. */
  files: readonly string[];
  /** The benchmarks of head that are to be compared. */
  inHead: readonly DeclaredInTest[];
  signal?: AbortSignal | undefined;
}

/**
 * Lists the contents of head's bench files in base, by their path: of the tests that hold the given benchmarks. Where a
 * file differs from base's own these benchmarks are also called once, since base may lack what they need.
 */
export async function listShared(
  { base: { root } }: Pick<PreparedVersions, 'base'>,
  { project, unchanged }: SharedBase,
  { files, inHead, signal }: ListSharedOptions,
): Promise<Map<string, ListedFile>> {
  const listed = new Map<string, ListedFile>();
  if (project === null) return listed;
  const benchmarks = Map.groupBy(inHead, ({ test }) => suiteOf(test));
  const wanted = (suite: string) => benchmarks.has(suite);
  const called: ListOptions['called'] = (test) =>
    (benchmarks.get(suiteOf(test)) ?? []).map(({ name }) => name);
  for (const path of files) {
    const arm = { cwd: project.root, file: join(root, path) };
    const options = unchanged.has(path) ? { wanted, signal } : { wanted, called, signal };
    listed.set(path, await listFile(arm, options));
  }
  return listed;
}
