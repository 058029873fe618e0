import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DeclaredInTest } from '@night-pilot/perf-host/bench';
import { assertContained } from '../checkout/assert-contained.ts';
import type { PreparedVersions } from '../checkout/prepare-versions.ts';
import { benchFilesToShare, shareBenchFiles } from '../checkout/share-bench-files.ts';
import type { Project } from '@night-pilot/perf-report/workspace';
import type { OwnListing } from './base-benchmarks.ts';
import { suiteOf } from './declared-in-head.ts';
import { listFile, type ListedFile, type ListOptions } from './list-arm.ts';
import { ownBenchFiles } from './own-bench-files.ts';

/** Base's checkout, once head's bench files are in it. */
export interface SharedBase {
  /** The project in base; null: base does not have it. */
  project: Project | null;
  /** Bench files that base has as head has them, with all that belongs to them. */
  unchanged: ReadonlySet<string>;
  /** What base's own bench files hold, apart from those that are unchanged. */
  own: OwnListing[];
}

export interface ShareOptions extends Pick<ListOptions, 'wanted' | 'signal'> {
  project: Pick<Project, 'name'>;
  /** The project's folder, relative to the root of a version. */
  folder: string;
  /** Head's bench files, relative to the root. */
  files: readonly string[];
}

/** Lists what base's own bench files hold, and then puts head's in their place. */
export async function shareWithBase(
  versions: PreparedVersions,
  { project: { name }, folder, files, wanted, signal }: ShareOptions,
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
    own.push({ ...file, listed: await listFile(arm, { wanted, signal }) });
  }
  if (isThere) await shareBenchFiles(versions, files);
  else assertContained(versions.head, files);
  return { project, unchanged, own };
}

/**
 * What head's bench files hold in base, by their path. In those that differ from base's own every benchmark of head is
 * also called, since base may lack what it needs.
 *
 * @param files Head's bench files, relative to the root.
 * @param inHead What they hold in head.
 */
export async function listShared(
  { base: { root } }: Pick<PreparedVersions, 'base'>,
  { project, unchanged }: SharedBase,
  {
    files,
    inHead,
    ...options
  }: { files: readonly string[]; inHead: readonly DeclaredInTest[] } & ListOptions,
): Promise<Map<string, ListedFile>> {
  const listed = new Map<string, ListedFile>();
  if (project === null) return listed;
  const names = Map.groupBy(inHead, ({ test }) => suiteOf(test));
  const called: ListOptions['called'] = (test) =>
    (names.get(suiteOf(test)) ?? []).map(({ name }) => name);
  for (const path of files) {
    const arm = { cwd: project.root, file: join(root, path) };
    const looked = unchanged.has(path) ? options : { ...options, called };
    listed.set(path, await listFile(arm, looked));
  }
  return listed;
}
