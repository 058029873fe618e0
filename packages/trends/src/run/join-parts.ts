import {
  mergeReports,
  type PerfReport,
  ReportError,
  REPORT_SCHEMA_VERSION,
  type Run,
} from '@night-pilot/perf-report';
import { detectEnvironment } from '@night-pilot/perf-report/machine';
import type { MeasuringTask } from './measuring-task.ts';
import type { MeasuredTask } from './status.ts';

/**
 * Joins the parts of a run into one report. A target that did not measure everything becomes a
 * failed metric, so that the report alone shows what is missing. A part that repeats a metric of an
 * earlier part is left out, and its target has failed.
 */
export function joinParts(run: Run, tasks: readonly MeasuredTask[]): PerfReport {
  const parts: PerfReport[] = [];
  const failed: { task: MeasuringTask; failure: string }[] = [];
  for (const { task, parts: own, failure } of tasks) {
    let clash: string | null = null;
    for (const part of own.map(withPathsFromTheRun)) {
      const found = clashOf(run, [...parts, part]);
      if (found === null) parts.push(part);
      clash ??= found;
    }
    const reason = clash ?? failure;
    if (reason !== null) failed.push({ task, failure: reason });
  }
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

/** Returns why parts cannot be joined; null when they can. */
function clashOf(run: Run, parts: readonly PerfReport[]): string | null {
  try {
    mergeReports(run, parts);
    return null;
  } catch (error) {
    if (error instanceof ReportError) return error.message;
    throw error;
  }
}

/** Adds the folder of the parts to the paths of attachments, which are relative to their report. */
function withPathsFromTheRun(part: PerfReport): PerfReport {
  const attachments = part.attachments.map((attachment) => ({
    ...attachment,
    path: `parts/${attachment.path}`,
  }));
  return { ...part, attachments };
}
