import { relative } from 'node:path';
import { pairVersions } from '../versions/pair-versions.ts';
import { prepareVersions } from '../checkout/prepare-versions.ts';
import { findRepository } from '../checkout/repository.ts';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { detectEnvironment } from '@night-pilot/perf-report/machine';
import type { Project } from '@night-pilot/perf-report/workspace';
import { type ProfiledVersions, profileVersions } from './diff/profile-versions.ts';
import { titleOf } from './find-benchmarks.ts';
import type { Profiler } from '@night-pilot/perf-host/fork';

export interface ProfileTwoVersionsOptions {
  project: Project;
  /** Absolute path of a bench file. */
  file: string;
  /** Only benchmarks with this text in their title. @default all */
  grep?: string | undefined;
  base: string;
  /** null: the work tree as it is. */
  head: string | null;
  profiler: Profiler;
  signal: AbortSignal;
  onProgress?: ((done: number, total: number, label: string) => void) | undefined;
}

/**
 * Checks two versions out and profiles the benchmarks of a bench file in both, one after the other.
 *
 * @returns By the title of each benchmark. Both versions are gone again.
 * @throws {PerfKitError} where a version cannot be prepared, a benchmark fails, or none is wanted.
 */
export async function profileTwoVersions(
  options: ProfileTwoVersionsOptions,
): Promise<Map<string, ProfiledVersions>> {
  const { project, file, grep = '', base, head, profiler, signal, onProgress } = options;
  const repository = await findRepository(project.root, signal);
  const inRepository = relative(repository.root, project.root);
  await using versions = await prepareVersions({
    root: project.root,
    base,
    head,
    signal,
    onProgress,
  });
  const paired = await pairVersions(versions, {
    ...{ project, folder: inRepository, only: relative(project.root, file) },
    ...{ environment: detectEnvironment(), wanted: () => true, signal },
  });
  const [problem] = paired.problems;
  if (problem !== undefined) {
    throw new PerfKitError('PROFILE_FAILED', `${problem.what}: ${problem.message}`);
  }
  const profiled = new Map<string, ProfiledVersions>();
  const wanted = paired.benchmarks.filter((one) => titleOf(one).includes(grep));
  for (const [index, { test, name, ...arms }] of wanted.entries()) {
    const title = titleOf({ test, name });
    if (arms.base === null) continue;
    onProgress?.(index, wanted.length, title);
    const both = { base: arms.base, head: arms.head };
    profiled.set(title, await profileVersions(both, { test, benchmark: name, profiler, signal }));
  }
  if (profiled.size > 0) return profiled;
  const titles = paired.benchmarks.map(titleOf).join('; ');
  throw new PerfKitError(
    'NOTHING_TO_MEASURE',
    `Expected a benchmark with "${grep}" in its suite or name in both versions, got none. Head has: ${titles || 'none'}.`,
  );
}
