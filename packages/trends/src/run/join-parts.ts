import {
  detectEnvironment,
  mergeReports,
  type PerfReport,
  REPORT_SCHEMA_VERSION,
  type Run,
} from '@night-pilot/perf-kit/report';
import type { MeasuredTask } from './measure.ts';

/**
 * The report of a run: what its targets measured, and for each that could not measure all it
 * should have, a failed metric in its name. So the report alone tells what is missing.
 *
 * @throws {ReportError} when two parts hold the same metric.
 */
export function joinParts(run: Run, tasks: readonly MeasuredTask[]): PerfReport {
  const parts = tasks.flatMap((task) => task.parts).map(withPathsFromTheRun);
  const failed = tasks.flatMap(({ task, failure }) => (failure === null ? [] : { task, failure }));
  if (failed.length === 0) return mergeReports(run, parts);
  const environment = detectEnvironment();
  const missing: PerfReport = {
    schemaVersion: REPORT_SCHEMA_VERSION,
    run,
    environments: [environment],
    metrics: failed.map(({ task: { project, kind }, failure }) => ({
      state: 'failed',
      project,
      suite: '',
      name: kind,
      params: {},
      instrument: kind === 'perf' ? 'browser' : 'wall',
      environment: environment.id,
      error: { code: null, message: failure },
    })),
    tests: [],
    attachments: [],
  };
  return mergeReports(run, [...parts, missing]);
}

/** Paths of attachments are relative to the folder of their report: the parts lie one below. */
function withPathsFromTheRun(part: PerfReport): PerfReport {
  const attachments = part.attachments.map((attachment) => ({
    ...attachment,
    path: `parts/${attachment.path}`,
  }));
  return { ...part, attachments };
}
