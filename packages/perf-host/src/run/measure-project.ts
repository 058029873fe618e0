import type { BenchInstruments } from '../fork/bench-options.ts';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { applyFigures, type FigureResult, withFigures } from '../figures/apply-figures.ts';
import type { Figure } from '../figures/define-figures.ts';
import { loadFigures } from '../figures/load-figures.ts';
import { runLoads } from '../load/run-loads.ts';
import { runMeasurements } from '../measure/run-measurements.ts';
import { detectEnvironment } from '@night-pilot/perf-report/machine';
import type { PartKind, Project } from '@night-pilot/perf-report/workspace';
import { describeRun, type Metric, type PerfReport } from '@night-pilot/perf-report';
import { findFiles } from '../workspace/find-files.ts';
import { measureBenches } from './measure-benches.ts';

export interface MeasureProjectOptions {
  project: Project;
  /** `bench`, `load`, or `figures`: the benchmarks, load scenarios and measurements that the figures need. */
  kind: Exclude<PartKind, 'perf'>;
  /** @default every bench and load file of the project */
  files?: readonly string[];
  /** Fewer forks and repetitions, each as in a full run. */
  quick: boolean;
  /** Only suites that contain this text. @default all */
  grep?: string;
  /** Instruments for every benchmark. @default those that each one asks for, else `wall` */
  instruments?: BenchInstruments | undefined;
  onProgress?: (done: number, total: number, label: string) => void;
  signal?: AbortSignal;
}

export interface MeasuredProject {
  /** For `figures` it holds the promised metrics and the failures only. */
  report: PerfReport;
  /** The promises that this run covers. */
  figures: FigureResult[];
  /** `signal` was aborted: the report holds what was measured of the benchmarks until then. */
  isInterrupted: boolean;
}

/**
 * Measures a project and sets the budgets of its figures.
 *
 * @throws {PerfKitError} `NOTHING_TO_MEASURE` when there is nothing to run.
 * @throws the reason of `signal` when it is aborted before anything was measured, or during anything but benchmarks.
 */
export async function measureProject(options: MeasureProjectOptions): Promise<MeasuredProject> {
  const { project, kind, files, quick, grep = '', instruments, onProgress, signal } = options;
  const startedAt = new Date();
  const promised = (await loadFigures(project)).filter(
    ({ from, suite, onlyInFigures = false }) =>
      suite.includes(grep) && (kind === 'figures' || (from === kind && !onlyInFigures)),
  );
  const suites = new Set(promised.flatMap(suitesOf));
  const wanted = (suite: string) =>
    suite.includes(grep) && (kind !== 'figures' || suites.has(suite));
  const environment = detectEnvironment();
  const common = { project, environment, wanted, onProgress, signal };
  const metrics: Metric[] = [];
  const environments = [environment];
  if (kind !== 'load') {
    const benchFiles = await findFiles(project, 'bench', files);
    const benches = await measureBenches({ ...common, files: benchFiles, quick, instruments });
    metrics.push(...benches.metrics);
    environments.push(...benches.environments);
  }
  const isInterrupted = signal?.aborted === true;
  if (kind !== 'bench' || metrics.every(({ state }) => state !== 'measured')) {
    signal?.throwIfAborted();
  }
  if (kind !== 'bench') {
    const loadFiles = await findFiles(project, 'load', files);
    const repetitions = quick ? 3 : 10;
    metrics.push(...(await runLoads({ ...common, files: loadFiles, repetitions })));
  }
  if (kind === 'figures') {
    const measureFiles = await findFiles(project, 'measure');
    metrics.push(...(await runMeasurements({ ...common, files: measureFiles })));
  }
  if (metrics.length === 0 && promised.length === 0) throw nothingToMeasure(options);
  // A run of some files, or an interrupted run, need not measure every promise.
  const isPart = isInterrupted || (files !== undefined && files.length > 0);
  const figures = applyFigures(promised, metrics).filter(
    ({ metric }) => metric !== null || !isPart,
  );
  const withBudgets = withFigures(metrics, figures, { project, environment });
  return {
    figures,
    isInterrupted,
    report: {
      schemaVersion: 1,
      run: describeRun(startedAt, project.root),
      environments,
      metrics: kind === 'figures' ? withBudgets.filter(isPromiseOrFailure) : withBudgets,
      tests: [],
      attachments: [],
    },
  };
}

/** Returns the suite of a figure, and that of its peer. */
function suitesOf({ suite, against }: Figure): string[] {
  return typeof against === 'object' ? [suite, against.suite] : [suite];
}

function isPromiseOrFailure(metric: Metric): boolean {
  return metric.state === 'failed' || (metric.state === 'measured' && metric.budget !== undefined);
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
