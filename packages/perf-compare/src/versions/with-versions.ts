import { relative } from 'node:path';
import { type PreparedVersions, prepareVersions } from '../checkout/prepare-versions.ts';
import { findRepository } from '../checkout/repository.ts';
import { nearNames } from '@night-pilot/perf-host/workspace';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { detectEnvironment } from '@night-pilot/perf-report/machine';
import type { Environment } from '@night-pilot/perf-report';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import type { Project } from '@night-pilot/perf-report/workspace';
import { type PairedVersions, pairVersions } from './pair-versions.ts';

export interface VersionsOptions {
  /** The project as it is in the present work tree. */
  project: Project;
  /** Branch, tag, commit or expression such as `HEAD~1`. */
  base: string;
  /** The same, or null for the work tree as it is now. */
  head: string | null;
  /** Only benchmarks with this text in their suite or name. @default all */
  grep?: string | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number, total: number, label: string) => void) | undefined;
}

/** Two versions that are checked out, with their benchmarks. */
export interface VersionsAtWork extends PairedVersions {
  versions: PreparedVersions;
  environment: Environment;
}

/**
 * Checks two versions of a project out, pairs their benchmarks, and removes both versions when `work` has ended.
 *
 * @param only Only this bench file of head, relative to the project. Default: all of them.
 * @throws {PerfKitError} when a version cannot be prepared; `NOTHING_TO_MEASURE` when there are no benchmarks to compare,
 *   and none that fail.
 * @throws what `work` throws, and the reason of `signal` when it is aborted while the versions are prepared.
 */
export async function withVersions<Result>(
  { only, ...options }: VersionsOptions & { only?: string },
  work: (paired: VersionsAtWork) => Promise<Result>,
): Promise<Result> {
  const { project, base, head, grep, signal, onProgress } = options;
  const repository = await findRepository(project.root, signal);
  const folder = relative(repository.root, project.root);
  const versions = await prepareVersions({ root: project.root, base, head, signal, onProgress });
  try {
    const environment = detectEnvironment();
    const pairing = { project, folder, only, grep, environment, signal };
    const paired = await pairVersions(versions, pairing);
    assertFound(paired, { ...options, label: versions.head.label });
    return await work({ ...paired, versions, environment });
  } finally {
    onProgress?.(1, 1, 'removing both versions');
    await versions[Symbol.asyncDispose]();
  }
}

function assertFound(
  { benchmarks, gone, problems, titles }: PairedVersions,
  { project, grep = '', label }: Pick<VersionsOptions, 'project' | 'grep'> & { label: string },
): void {
  if ([benchmarks, gone, problems].some(({ length }) => length > 0)) return;
  if (titles.length === 0) {
    throw new PerfKitError(
      'NOTHING_TO_MEASURE',
      `Project ${project.name} has no benchmarks in ${label}.`,
    );
  }
  const parts = titles.flatMap((title) => [title, ...title.split(SUITE_SEPARATOR)]);
  const near = nearNames(grep, [...new Set(parts)]);
  const meant = near.length === 0 ? '' : ` Did you mean ${near.join(', ')}?`;
  throw new PerfKitError(
    'NOTHING_TO_MEASURE',
    `Expected a benchmark with "${grep}" in its suite or name in project ${project.name}, got none.${meant} ${label} has: ${titles.join('; ')}.`,
  );
}
