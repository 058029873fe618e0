import { print } from '@night-pilot/perf-report/text';
import type { BenchInstruments } from '@night-pilot/perf-host/fork';
import { findDefaultBase } from '@night-pilot/perf-compare/checkout';
import {
  areArmsOfOne,
  compareReports,
  compareVersions,
  type Comparison,
  type ComparisonExitCode,
  exitCodeOf,
  renderComparison,
} from '@night-pilot/perf-compare/compare';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { chooseProject } from '@night-pilot/perf-host/workspace';
import { readReport } from '@night-pilot/perf-report';
import { findWorkspaceRoot, type Project } from '@night-pilot/perf-report/workspace';
import { renderRegression } from '@night-pilot/perf-compare/profile';
import { writeComparison } from '../write-comparison.ts';
import { showProgress } from '../progress.ts';
import { parseInstruments } from './measure.ts';
import { parseDuration } from './quantities.ts';
import { notesOf, smallestEffect } from './smallest-effect.ts';

export interface CompareFlags {
  /** Of the workspace. @default the one in this folder */
  project?: string;
  grep?: string;
  instrument?: string;
  /** Such as `60s`. */
  budget?: string;
  /** Such as `10min`. */
  totalBudget?: string;
  /** Such as `2%`. */
  minEffect?: string;
  strict: boolean;
  /** Profile what regressed. */
  profile?: boolean;
  /** Measure only what runs other code. */
  changed?: boolean;
}

export interface CompareArguments extends CompareFlags {
  /** @default what nx affected compares with */
  base: string | undefined;
  head: string | undefined;
  signal: AbortSignal;
}

/** Compares two versions of a project, or two saved reports, and prints the verdicts. */
export async function compare(options: CompareArguments): Promise<ComparisonExitCode> {
  const { base, head, strict } = options;
  if (base?.endsWith('.json') === true) {
    if (head?.endsWith('.json') !== true) {
      throw new PerfKitError(
        'BAD_ARGUMENT',
        `Expected two reports, as in perf-kit compare base.json head.json, got ${base} and ${head ?? 'nothing'}.`,
      );
    }
    if (options.profile === true) {
      throw new PerfKitError(
        'BAD_ARGUMENT',
        'Expected two versions with --profile, got two reports: their code is not here. Leave --profile out.',
      );
    }
    const smallest = await smallestEffect(options);
    const corrections: string[] = [];
    const read = (path: string) =>
      readReport(path, { onNote: (note) => corrections.push(`${path}: ${note}`) });
    const [before, after] = [await read(base), await read(head)];
    const comparison = compareReports(before, after, smallest);
    const about = areArmsOfOne(before.run, after.run) ? notesOf(comparison, smallest) : [];
    const notes = [...corrections, ...about];
    print(`${renderComparison(comparison, { notes })}\n`);
    return exitCodeOf(comparison, { strict });
  }
  const comparison = await compareCommits({ ...options, base });
  return exitCodeOf(comparison, { strict });
}

async function compareCommits(options: CompareArguments): Promise<Comparison> {
  const { head = null, grep, instrument, budget, totalBudget, signal } = options;
  const project = await chooseProject(options.project);
  const base = options.base ?? (await announcedBase(project, signal));
  const progress = showProgress(project.name, 'bench');
  const instruments: BenchInstruments | undefined =
    instrument === undefined ? undefined : parseInstruments(instrument);
  const smallest = await smallestEffect(options, project.root);
  const compared = await compareVersions({
    project,
    base,
    head,
    grep,
    instruments,
    signal,
    budgetMs: budget === undefined ? undefined : parseDuration('--budget', budget),
    totalBudgetMs:
      totalBudget === undefined ? undefined : parseDuration('--total-budget', totalBudget),
    minEffect: smallest.minEffect,
    profile: options.profile,
    changed: options.changed,
    onProgress: progress.update,
  }).finally(progress.end);
  const notes = [...compared.notes, ...notesOf(compared, smallest)];
  print(`${renderComparison(compared, { notes, lastLine: compared.lastLine })}\n`);
  for (const profile of compared.profiles) print(`${renderRegression(profile)}\n`);
  await writeComparison(compared, project.root, compared.profiles);
  return compared;
}

async function announcedBase({ root }: Project, signal: AbortSignal): Promise<string> {
  const { sha, meaning } = await findDefaultBase(findWorkspaceRoot(root), { signal });
  print(`Against ${sha.slice(0, 7)}: ${meaning}\n\n`);
  return sha;
}
