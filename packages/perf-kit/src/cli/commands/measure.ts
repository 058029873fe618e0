import { relative } from 'node:path';
import { BENCH_INSTRUMENTS, type BenchInstruments } from '../../bench/bench-options.ts';
import { PerfKitError } from '../../errors.ts';
import { measureProject } from '../../project/measure-project.ts';
import { findProject } from '../../report/project.ts';
import { writeReport } from '../../report/file.ts';
import { isPartOfRun, type PartKind, partTarget } from '../../report/part.ts';
import type { PerfReport } from '../../report/schema.ts';
import { renderFigures } from '../../show/figures-table.ts';
import { renderMetrics } from '../../show/metrics-table.ts';
import { tellInterrupted } from '../interrupted.ts';
import { showProgress } from '../progress.ts';

export interface MeasureFlags {
  grep?: string;
  quick: boolean;
  /** Names of instruments, separated by commas. */
  instrument?: string;
}

export interface MeasureArguments extends MeasureFlags {
  kind: Exclude<PartKind, 'perf'>;
  files: string[];
  signal: AbortSignal;
}

/**
 * Measures the project in this folder, prints its table, leaves its report; of an interrupted run beside the
 * last whole one, under a name that says so.
 */
export async function measure({
  kind,
  instrument,
  ...options
}: MeasureArguments): Promise<0 | 1 | 2> {
  const instruments = instrument === undefined ? undefined : parseInstruments(instrument);
  const project = findProject();
  const progress = showProgress(project.name, kind);
  const measured = await measureProject({
    project,
    kind,
    ...options,
    instruments,
    onProgress: progress.update,
  }).finally(progress.end);
  const { report, figures, isInterrupted } = measured;
  const target = partTarget(isInterrupted ? `${project.name}.interrupted` : project.name, kind);
  if (isInterrupted) {
    if (isPartOfRun()) options.signal.throwIfAborted();
    await writeReport(target, report);
    process.stdout.write(`${renderMetrics(report.metrics)}\n\n`);
    tellInterrupted(target);
    return exitCodeOf(report);
  }
  const table = kind === 'figures' ? renderFigures(figures) : renderMetrics(report.metrics);
  process.stdout.write(`${table}\n\n`);
  await writeReport(target, report);
  process.stdout.write(`${relative(process.cwd(), target)}\n`);
  return exitCodeOf(report);
}

/** Names separated by commas, in the order that perf-kit takes them. */
export function parseInstruments(text: string): BenchInstruments {
  const names = text.split(',').map((name) => name.trim());
  const known = BENCH_INSTRUMENTS.filter((instrument) => names.includes(instrument));
  const unknown = names.find((name) => !(BENCH_INSTRUMENTS as readonly string[]).includes(name));
  const [first, ...others] = known;
  if (unknown === undefined && first !== undefined) return [first, ...others];
  throw new PerfKitError(
    'BAD_ARGUMENT',
    `--instrument takes ${BENCH_INSTRUMENTS.join(', ')}, separated by commas; got "${unknown ?? text}".`,
  );
}

/** What was found outranks what is missing; what this machine cannot measure is no failure. */
function exitCodeOf({ metrics }: PerfReport): 0 | 1 | 2 {
  if (metrics.some((metric) => metric.state === 'measured' && metric.budget?.met === false)) {
    return 1;
  }
  return metrics.some(({ state }) => state === 'failed') ? 2 : 0;
}
