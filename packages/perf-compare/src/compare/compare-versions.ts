import { join } from 'node:path';
import { findWorkspaceRoot } from '@night-pilot/perf-report/workspace';
import type { PreparedVersions } from '../checkout/prepare-versions.ts';
import { CountMemory } from '../remembered/count-memory.ts';
import { findSameCode } from '../versions/same-code.ts';
import { ownFileNotes } from '../versions/paired-benchmarks.ts';
import { type VersionsOptions, withVersions } from '../versions/with-versions.ts';
import type { RegressionProfile } from '../profile/diff/regression.ts';
import { type ComparedVersions, ComparisonRecord } from './comparison-record.ts';
import { BUDGET_MS, judgeBenchmarks, type JudgeBenchmarksOptions } from './judge-benchmarks.ts';
import { nextSteps } from './next-steps.ts';
import { profileRegressions } from './profile-regressions.ts';

export interface CompareVersionsOptions
  extends VersionsOptions, Omit<JudgeBenchmarksOptions, 'spentMs' | 'memory'> {
  /** Profile the benchmarks that regressed in both versions. @default false */
  profile?: boolean | undefined;
  /** Measure only benchmarks whose code, or whose modules' code, differs. @default false */
  changed?: boolean | undefined;
}

export interface ComparedProject extends ComparedVersions {
  profiles: RegressionProfile[];
  /** Lines for the reader, such as benchmarks that are undecided, with the cause. */
  notes: string[];
  /** Says how much time would do when it ran out. null: it did not. */
  lastLine: string | null;
}

/**
 * Measures the benchmarks of a project in two versions side by side and judges what changed. Each version resolves
 * its own sources and dependencies. Head's bench files run against both, and base's own where head's cannot.
 *
 * @returns What was measured; when `signal` is aborted, what was measured until then. Both versions are removed.
 * @throws {PerfKitError} when a version cannot be prepared, or there is nothing to compare. Both versions are removed.
 * @throws the reason of `signal` when it is aborted before anything was measured. Both versions are removed.
 */
export async function compareVersions(options: CompareVersionsOptions): Promise<ComparedProject> {
  const { project, signal } = options;
  const startedAt = new Date();
  return withVersions(options, async ({ versions, environment, benchmarks, gone, problems }) => {
    const record = new ComparisonRecord(versions, { project, startedAt, environment });
    record.addProblems(problems);
    const same = options.changed ? await findSameCode(benchmarks, options) : new Set();
    for (const benchmark of benchmarks.filter((one) => same.has(one))) {
      const asked = options.instruments ?? benchmark.instruments;
      record.addSameCode(benchmark, asked?.[0] ?? 'instructions');
    }
    const toJudge = benchmarks.filter((benchmark) => !same.has(benchmark));
    const spentMs = Date.now() - startedAt.getTime();
    const memory = memoryFor(versions, options);
    await judgeBenchmarks(toJudge, record, { ...options, memory, spentMs });
    record.addProblems(memory.problems);
    await memory.removeOld();
    for (const benchmark of gone) {
      const asked = options.instruments ?? benchmark.instruments;
      record.addGone(benchmark, asked?.[0] ?? 'wall');
    }
    if (record.isEmpty) signal?.throwIfAborted();
    const compared = record.result({ isInterrupted: signal?.aborted === true });
    const profiles = options.profile ? await profileRegressions(compared, benchmarks, options) : [];
    const { budgetMs = BUDGET_MS, totalBudgetMs } = options;
    const { notes, lastLine } = nextSteps(compared, { budgetMs, totalBudgetMs });
    const allNotes = [...ownFileNotes(benchmarks), ...memory.notes, ...notes];
    return { ...compared, profiles, notes: allNotes, lastLine };
  });
}

/** Makes the memory of the counts of commits, beside the reports of the workspace. */
function memoryFor(
  { base, head }: PreparedVersions,
  { project, signal }: CompareVersionsOptions,
): CountMemory {
  const root = findWorkspaceRoot(project.root);
  const label = join('reports', 'counts');
  const committed = [base, head].filter(({ dirty }) => !dirty);
  return new CountMemory({ folder: join(root, label), label, committed, signal });
}
