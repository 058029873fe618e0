import { benchPlan } from '../bench/plan.ts';
import { runBenches } from '../bench/run-benches.ts';
import { PerfKitError } from '../errors.ts';
import { applyFigures, type FigureResult, withFigures } from '../figures/apply-figures.ts';
import { loadFigures } from '../figures/load-figures.ts';
import { runLoads } from '../load/run-loads.ts';
import { detectEnvironment } from '../report/environment.ts';
import type { PartKind } from '../report/part.ts';
import { describeRun } from '../report/run.ts';
import type { Metric, PerfReport } from '../report/schema.ts';
import { findFiles, type Project } from './project.ts';

export interface MeasureProjectOptions {
  project: Project;
  /** What to run: benchmarks, load scenarios, or of both what the figures need. */
  kind: Exclude<PartKind, 'perf'>;
  /** @default every bench and load file of the project */
  files?: readonly string[];
  /** Fewer forks and repetitions, each as in a full run. */
  quick: boolean;
  /** Only what has this text in its suite. @default everything */
  grep?: string;
  onProgress?: (done: number, total: number, label: string) => void;
  signal?: AbortSignal;
}

export interface MeasuredProject {
  /** For `figures` it holds the promised metrics alone. */
  report: PerfReport;
  /** All promises of the project; those of another kind of measurement have no metric. */
  figures: FigureResult[];
}

/**
 * Measures a project and sets the budgets of its figures.
 *
 * @throws {PerfKitError} `NOTHING_TO_MEASURE` when nothing is left to run.
 */
export async function measureProject(options: MeasureProjectOptions): Promise<MeasuredProject> {
  const { project, kind, files, quick, grep = '', onProgress, signal } = options;
  const startedAt = new Date();
  const declared = await loadFigures(project);
  const promised = new Set(declared.map(({ suite }) => suite));
  const wanted = (suite: string) =>
    suite.includes(grep) && (kind !== 'figures' || promised.has(suite));
  const environment = detectEnvironment();
  const common = { project, environment, wanted, onProgress, signal };
  const metrics: Metric[] = [];
  if (kind !== 'load') {
    const benchFiles = await findFiles(project, 'bench', files);
    metrics.push(...(await runBenches({ ...common, files: benchFiles, plan: benchPlan(quick) })));
  }
  if (kind !== 'bench') {
    const loadFiles = await findFiles(project, 'load', files);
    const repetitions = quick ? 5 : 10;
    metrics.push(...(await runLoads({ ...common, files: loadFiles, repetitions })));
  }
  if (metrics.length === 0) throw nothingToMeasure(options);
  const figures = applyFigures(declared, metrics);
  return {
    figures,
    report: {
      schemaVersion: 1,
      run: describeRun(startedAt, project.root),
      environments: [environment],
      metrics:
        kind === 'figures'
          ? figures.flatMap(({ metric }) => metric ?? [])
          : withFigures(metrics, figures),
      tests: [],
      attachments: [],
    },
  };
}

function nothingToMeasure({ project, kind, grep }: MeasureProjectOptions): PerfKitError {
  const missing = {
    bench: 'tests in *.bench.ts files',
    load: 'runs in *.load.ts files',
    figures: 'figures in a figures.ts',
  }[kind];
  const named = grep === undefined ? '' : ` with "${grep}" in their suite`;
  return new PerfKitError(
    'NOTHING_TO_MEASURE',
    `Project ${project.name} has no ${missing}${named} below ${project.root}.`,
  );
}
