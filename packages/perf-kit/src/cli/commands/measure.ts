import { relative } from 'node:path';
import { BENCH_INSTRUMENTS, type BenchInstruments } from '@night-pilot/perf-host/fork';
import { compareReports, hasRegression, renderComparison } from '@night-pilot/perf-compare/compare';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import {
  baselineFile,
  type MeasuredProject,
  measureProject,
  readBaseline,
} from '@night-pilot/perf-host/run';
import { chooseProject } from '@night-pilot/perf-host/workspace';
import {
  isPartOfRun,
  type PartKind,
  partTarget,
  type Project,
} from '@night-pilot/perf-report/workspace';
import { budgetStateOf, type PerfReport, writeReport } from '@night-pilot/perf-report';
import { renderFigures } from '@night-pilot/perf-host/figures';
import { renderMetrics, print } from '@night-pilot/perf-report/text';
import { tellInterrupted } from '../interrupted.ts';
import { showProgress } from '../progress.ts';

export interface MeasureFlags {
  /** Project of the workspace. @default the project in this folder */
  project?: string;
  grep?: string;
  quick: boolean;
  /** Names of instruments, separated by commas. */
  instrument?: string;
  /** Name under which to keep the report as a baseline. */
  saveBaseline?: string;
  /** Name of the baseline to compare the report with. */
  baseline?: string;
}

export interface MeasureArguments extends MeasureFlags {
  kind: Exclude<PartKind, 'perf'>;
  files: string[];
  signal: AbortSignal;
}

/**
 * Measures a project, prints its table and writes its report. The report of an interrupted run has a name of its own, so
 * that the last complete report stays.
 */
export async function measure({
  kind,
  instrument,
  project: name,
  ...options
}: MeasureArguments): Promise<0 | 1 | 2> {
  const instruments = instrument === undefined ? undefined : parseInstruments(instrument);
  const project = await chooseProject(name);
  const baseline = await openBaselines(project, options);
  // A benchmark file may leave out what a quick run does not need: see `isQuickRun`.
  if (options.quick) process.env['PERF_QUICK'] = '1';
  const progress = showProgress(project.name, kind);
  const measured = await measureProject({
    project,
    kind,
    ...options,
    instruments,
    onProgress: progress.update,
  }).finally(progress.end);
  const { report, isInterrupted } = measured;
  const targetName = isInterrupted ? `${project.name}.interrupted` : project.name;
  const target = partTarget(targetName, kind, project.root);
  if (isInterrupted) {
    if (isPartOfRun()) options.signal.throwIfAborted();
    await writeReport(target, report);
    print(`${renderMetrics(report.metrics)}\n\n`);
    tellInterrupted(target);
    return exitCodeOf(report);
  }
  print(`${tableOf(kind, measured)}\n\n`);
  const isPart =
    options.files.length > 0 || options.grep !== undefined || instruments !== undefined;
  const comparison = baseline === null ? null : compareReports(baseline, report, { isPart });
  if (baseline !== null && comparison !== null) {
    print(`Against baseline ${options.baseline}, ${describeOrigin(baseline)}\n\n`);
    print(`${renderComparison(comparison)}\n\n`);
  }
  const files = [target];
  await writeReport(target, report);
  if (options.saveBaseline !== undefined) {
    files.push(baselineFile(project, options.saveBaseline));
    await writeReport(baselineFile(project, options.saveBaseline), report);
  }
  for (const file of files) print(`${relative(process.cwd(), file)}\n`);
  return comparison !== null && hasRegression(comparison) ? 1 : exitCodeOf(report);
}

/**
 * Validates the baseline options before the long measurement starts.
 *
 * @returns The baseline to compare with.
 */
async function openBaselines(
  project: Project,
  { saveBaseline, baseline }: MeasureFlags,
): Promise<PerfReport | null> {
  if (saveBaseline !== undefined) baselineFile(project, saveBaseline);
  return baseline === undefined ? null : readBaseline(project, baseline);
}

/** Renders the table. For figures it adds the failed metrics, because they decide the exit code. */
function tableOf(kind: PartKind, { report, figures }: MeasuredProject): string {
  if (kind !== 'figures') return renderMetrics(report.metrics);
  const failed = report.metrics.filter(({ state }) => state === 'failed');
  const tables = figures.length === 0 ? [] : [renderFigures(figures)];
  return [...tables, ...(failed.length === 0 ? [] : [renderMetrics(failed)])].join('\n\n');
}

/** Returns time and commit of a report, such as `2026-01-31 22:04 UTC, commit 1a2b3c4`. */
function describeOrigin({ run: { startedAt, commit } }: PerfReport): string {
  const at = `${startedAt.slice(0, 16).replace('T', ' ')} UTC`;
  if (commit === null) return at;
  return `${at}, commit ${commit.sha.slice(0, 7)}${commit.dirty ? ' with changes' : ''}`;
}

/**
 * Parses names of instruments separated by commas. Returns them in the order in which perf-kit measures.
 *
 * @throws {PerfKitError} `BAD_ARGUMENT`
 */
export function parseInstruments(text: string): BenchInstruments {
  const names = text.split(',').map((name) => name.trim());
  const known = BENCH_INSTRUMENTS.filter((instrument) => names.includes(instrument));
  const unknown = names.find((name) => !(BENCH_INSTRUMENTS as readonly string[]).includes(name));
  const [first, ...rest] = known;
  if (unknown === undefined && first !== undefined) return [first, ...rest];
  throw new PerfKitError(
    'BAD_ARGUMENT',
    `--instrument takes ${BENCH_INSTRUMENTS.join(', ')}, separated by commas; got "${unknown ?? text}".`,
  );
}

/** Precedence: broken budget, then failed measurement. A metric that this machine cannot measure is no failure. */
function exitCodeOf({ metrics }: PerfReport): 0 | 1 | 2 {
  if (metrics.some((metric) => metric.state === 'measured' && budgetStateOf(metric) === 'broken')) {
    return 1;
  }
  return metrics.some(({ state }) => state === 'failed') ? 2 : 0;
}
