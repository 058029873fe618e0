import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { detectEnvironment } from '@night-pilot/perf-report/machine';
import {
  describeRun,
  type Fork,
  type Metric,
  type PerfReport,
  REPORT_SCHEMA_VERSION,
  summarize,
  UNKNOWN_DISTURBANCE,
  writeReport,
} from '@night-pilot/perf-report';
import { findProject } from '@night-pilot/perf-report/workspace';
import type { MetricSource, ToolMetric } from './metric-source.ts';

export interface SaveReportOptions {
  /** Titles that the metrics stand under, outermost first, joined by " › ". */
  suite: string;
  /** Tools whose measurements are saved. */
  sources: readonly MetricSource[];
  /**
   * A folder of the measured project, such as `import.meta.dirname`. The report names this project and the commit of
   * this folder. @default process.cwd()
   */
  from?: string;
}

/**
 * Writes a PerfReport of what tools of the kit measured in this process. One process is one fork of evidence, so its
 * metrics have samples and percentiles, but no interval.
 *
 * @param path Path of the file, which is replaced.
 * @returns the report as written.
 * @throws {PerfKitError} `NOTHING_TO_MEASURE` when no source has measured anything.
 * @throws {ReportError} when the file cannot be written, or no package.json is found.
 * @example
 * await saveReport('reports/import.json', { suite: 'import', sources: [profiler, monitor] });
 */
export async function saveReport(
  path: string,
  { suite, sources, from = process.cwd() }: SaveReportOptions,
): Promise<PerfReport> {
  const measured = sources.flatMap((source) => source.metrics());
  if (measured.length === 0) {
    throw new PerfKitError(
      'NOTHING_TO_MEASURE',
      'Expected at least one tool with measurements, but none of the given tools has any. Save the report after measuring.',
    );
  }
  const project = findProject(from).name;
  const longestMs = Math.max(...measured.map(({ durationMs }) => durationMs));
  const environment = detectEnvironment();
  const report: PerfReport = {
    schemaVersion: REPORT_SCHEMA_VERSION,
    run: describeRun(new Date(Date.now() - longestMs), from),
    environments: [environment],
    metrics: measured.map((metric) => toMetric(metric, { suite, project, environment })),
    tests: [],
    attachments: [],
  };
  await writeReport(path, report);
  return report;
}

function toMetric(
  { name, params = {}, kind, unit, better, samples, counters = {}, durationMs }: ToolMetric,
  { suite, project, environment }: { suite: string; project: string; environment: { id: string } },
): Metric {
  const fork: Fork = {
    samples: [...samples],
    iterationsPerSample: 1,
    durationMs,
    steady: null,
    disturbance: UNKNOWN_DISTURBANCE,
    setAside: null,
    counters,
  };
  return {
    state: 'measured',
    project,
    suite,
    name,
    params,
    instrument: 'wall',
    environment: environment.id,
    origin: 'measured',
    kind,
    unit,
    better,
    forks: [fork],
    summary: summarize([fork]),
  };
}
