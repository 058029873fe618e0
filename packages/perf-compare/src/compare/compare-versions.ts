import { relative } from 'node:path';
import { prepareVersions } from '../checkout/prepare-versions.ts';
import { findRepository } from '../checkout/repository.ts';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { detectEnvironment } from '@night-pilot/perf-report/machine';
import type { Project } from '@night-pilot/perf-report/workspace';
import { type ComparedVersions, Gathered } from './gathered.ts';
import { judgeBenchmarks, type JudgeBenchmarksOptions } from './judge-benchmarks.ts';
import type { RegressionProfile } from '../profile/diff/regression.ts';
import { profileRegressions } from './profile-regressions.ts';
import { pairVersions } from '../versions/pair-versions.ts';
import { ownFileNotes } from '../versions/paired-benchmarks.ts';

export interface CompareVersionsOptions extends Omit<JudgeBenchmarksOptions, 'spentMs'> {
  /** The project as it is in the present work tree. */
  project: Project;
  /** Branch, tag, commit or expression such as `HEAD~1`. */
  base: string;
  /** The same; null is the work tree as it is now. */
  head: string | null;
  /** Only what has this text in its suite. @default everything */
  grep?: string | undefined;
  /** Profile what regressed in both versions. @default false */
  profile?: boolean | undefined;
}

/**
 * Measures the benchmarks of a project in two versions side by side and judges what changed. Each version resolves
 * its own sources and dependencies; head's bench files run against both, and base's own where head's cannot.
 *
 * @returns What was measured; when `signal` is aborted, until then. Everything that was made is removed.
 * @throws {PerfKitError} where a version cannot be prepared, or there is nothing to compare; everything that was made
 *   is removed then.
 * @throws the reason of `signal` when it is aborted before anything was measured; the same is removed.
 */
export async function compareVersions(
  options: CompareVersionsOptions,
): Promise<ComparedVersions & { profiles: RegressionProfile[]; notes: string[] }> {
  const { project, base, head, grep = '', signal, onProgress } = options;
  const startedAt = new Date();
  const repository = await findRepository(project.root, signal);
  const inRepository = relative(repository.root, project.root);
  const versions = await prepareVersions({ root: project.root, base, head, signal, onProgress });
  try {
    const environment = detectEnvironment();
    const wanted = (suite: string) => suite.includes(grep);
    const paired = await pairVersions(versions, {
      ...{ project, folder: inRepository, environment, wanted, signal },
    });
    if ([paired.benchmarks, paired.gone, paired.problems].every(({ length }) => length === 0)) {
      throw new PerfKitError(
        'NOTHING_TO_MEASURE',
        `Project ${project.name} has no benchmarks${grep === '' ? '' : ` with "${grep}" in their suite`} in ${versions.head.label}.`,
      );
    }
    const record = new Gathered(versions, { project, startedAt, environment });
    record.problems.push(...paired.problems);
    const spentMs = Date.now() - startedAt.getTime();
    await judgeBenchmarks(paired.benchmarks, record, { ...options, spentMs });
    for (const one of paired.gone) {
      record.missingInHead(one, (options.instruments ?? one.instruments)?.[0] ?? 'wall');
    }
    const compared = record.result({ isInterrupted: signal?.aborted === true });
    if (record.isEmpty) signal?.throwIfAborted();
    const profiles =
      options.profile === true
        ? await profileRegressions(compared, paired.benchmarks, { signal, onProgress })
        : [];
    return { ...compared, profiles, notes: ownFileNotes(paired.benchmarks) };
  } finally {
    onProgress?.(1, 1, 'removing both versions');
    await versions[Symbol.asyncDispose]();
  }
}
