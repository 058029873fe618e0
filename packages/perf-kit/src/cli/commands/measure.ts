import { relative } from 'node:path';
import { measureProject } from '../../project/measure-project.ts';
import { findProject } from '../../project/project.ts';
import { writeReport } from '../../report/file.ts';
import { type PartKind, partTarget } from '../../report/part.ts';
import { renderFigures } from '../../show/figures-table.ts';
import { renderMetrics } from '../../show/metrics-table.ts';
import { showProgress } from '../progress.ts';

export interface MeasureFlags {
  grep?: string;
  quick: boolean;
}

export interface MeasureArguments extends MeasureFlags {
  kind: Exclude<PartKind, 'perf'>;
  files: string[];
  signal: AbortSignal;
}

/** Measures the project in this folder, leaves its report, prints its table. */
export async function measure({ kind, ...options }: MeasureArguments): Promise<0 | 1 | 2> {
  const project = findProject();
  const progress = showProgress(project.name, kind);
  const measured = await measureProject({
    project,
    kind,
    ...options,
    onProgress: progress.update,
  }).finally(progress.end);
  const { report, figures } = measured;
  const target = partTarget(project.name, kind);
  await writeReport(target, report);
  const table = kind === 'figures' ? renderFigures(figures) : renderMetrics(report.metrics);
  process.stdout.write(`${table}\n\n${relative(process.cwd(), target)}\n`);
  const unmeasured =
    report.metrics.some(({ state }) => state !== 'measured') ||
    (kind === 'figures' && figures.some(({ metric }) => metric === null));
  if (unmeasured) return 2;
  return report.metrics.some(
    (metric) => metric.state === 'measured' && metric.budget?.met === false,
  )
    ? 1
    : 0;
}
