import { relative } from 'node:path';
import type { Profiler } from '@night-pilot/perf-host/fork';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { titleOf } from '../versions/titles.ts';
import { type VersionsOptions, withVersions } from '../versions/with-versions.ts';
import { type ProfiledVersions, profileVersions } from './diff/profile-versions.ts';

export interface ProfileTwoVersionsOptions extends VersionsOptions {
  /** Absolute path of a bench file. */
  file: string;
  profiler: Profiler;
}

/**
 * Checks two versions out and profiles the benchmarks of a bench file in both, one after the other.
 *
 * @returns What was profiled, by the title of each benchmark. Both versions are removed again.
 * @throws {PerfKitError} when a version cannot be prepared, a benchmark fails, or none is in both versions.
 */
export async function profileTwoVersions({
  file,
  profiler,
  ...options
}: ProfileTwoVersionsOptions): Promise<Map<string, ProfiledVersions>> {
  const { project, grep = '', signal, onProgress } = options;
  const only = relative(project.root, file);
  return withVersions({ ...options, only }, async ({ benchmarks, problems, titles }) => {
    const [problem] = problems;
    if (problem !== undefined) {
      throw new PerfKitError('PROFILE_FAILED', `${problem.what}: ${problem.message}`);
    }
    const profiled = new Map<string, ProfiledVersions>();
    for (const [index, { test, name, base, head }] of benchmarks.entries()) {
      if (base === null) continue;
      const title = titleOf({ test, name });
      onProgress?.(index, benchmarks.length, title);
      const target = { test, benchmark: name, profiler, signal };
      profiled.set(title, await profileVersions({ base, head }, target));
    }
    if (profiled.size > 0) return profiled;
    throw new PerfKitError(
      'NOTHING_TO_MEASURE',
      `Expected a benchmark with "${grep}" in its suite or name in both versions, got none: base does not have it. Head has: ${titles.join('; ')}.`,
    );
  });
}
