import { join, relative } from 'node:path';
import type { BenchInstruments } from '../../bench/bench-options.ts';
import { compareReports } from '../../compare/compare-reports.ts';
import { compareVersions } from '../../compare/compare-versions.ts';
import {
  type Comparison,
  type ComparisonExitCode,
  exitCodeOf,
  headlineOf,
} from '../../compare/outcome.ts';
import { PerfKitError } from '../../errors.ts';
import { readReport, writeReport, writeVerdicts } from '../../report/file.ts';
import { findWorkspaceRoot } from '../../report/part.ts';
import { findProject } from '../../report/project.ts';
import { renderVerdicts } from '../../show/verdicts-table.ts';
import { showProgress } from '../progress.ts';
import { parseInstruments } from './measure.ts';
import { parseDuration, parseShare } from './quantities.ts';

export interface CompareFlags {
  grep?: string;
  instrument?: string;
  /** Such as `60s`. */
  budget?: string;
  /** Such as `2%`. */
  minEffect?: string;
  strict: boolean;
}

export interface CompareArguments extends CompareFlags {
  base: string;
  head: string | undefined;
  signal: AbortSignal;
}

/** Compares two versions of the project in this folder, or two saved reports, and prints the verdicts. */
export async function compare(options: CompareArguments): Promise<ComparisonExitCode> {
  const { base, head, strict } = options;
  if (base.endsWith('.json')) {
    if (head?.endsWith('.json') !== true) {
      throw new PerfKitError(
        'BAD_ARGUMENT',
        `Expected two reports, as in perf-kit compare base.json head.json, got ${base} and ${head ?? 'nothing'}.`,
      );
    }
    const comparison = compareReports(await readReport(base), await readReport(head));
    show(comparison);
    return exitCodeOf(comparison, { strict });
  }
  const comparison = await compareCommits(options);
  return exitCodeOf(comparison, { strict });
}

async function compareCommits(options: CompareArguments): Promise<Comparison> {
  const { base, head = null, grep, instrument, budget, minEffect, signal } = options;
  const project = findProject();
  const progress = showProgress(project.name, 'bench');
  const instruments: BenchInstruments | undefined =
    instrument === undefined ? undefined : parseInstruments(instrument);
  const compared = await compareVersions({
    ...{ project, base, head, grep, instruments, signal },
    budgetMs: budget === undefined ? undefined : parseDuration('--budget', budget),
    minEffect: minEffect === undefined ? undefined : parseShare('--min-effect', minEffect),
    onProgress: progress.update,
  }).finally(progress.end);
  show(compared);
  const id = compared.head.run.id.replace(/-head$/, '');
  const folder = join(findWorkspaceRoot(project.root), 'reports', 'compare', id);
  await writeReport(join(folder, 'base.json'), compared.base);
  await writeReport(join(folder, 'head.json'), compared.head);
  await writeVerdicts(join(folder, 'verdicts.json'), {
    schemaVersion: 1,
    run: compared.head.run.id,
    judgedAt: new Date().toISOString(),
    verdicts: compared.verdicts,
  });
  process.stdout.write(`${relative(process.cwd(), folder)}\n`);
  return compared;
}

function show(comparison: Comparison): void {
  const { verdicts, problems } = comparison;
  const parts = [];
  if (verdicts.length > 0) parts.push(renderVerdicts(verdicts));
  if (problems.length > 0) {
    const lines = problems.map(({ what, message }) => `  ${what}: ${message}`);
    parts.push(['Could not be measured', ...lines].join('\n'));
  }
  parts.push(headlineOf(comparison));
  process.stdout.write(`${parts.join('\n\n')}\n`);
}
