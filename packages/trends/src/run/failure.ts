import type { PerfReport } from '@night-pilot/perf-kit/report';
import { hasFailed } from '../check/failed-tests.ts';
import { lastSentence } from './last-sentence.ts';
import type { MeasuringTask } from './measuring-task.ts';

/** How a measuring target ended. */
export interface EndedTask {
  task: MeasuringTask;
  exitCode: number;
  output: string;
  /** The reports that it left. */
  parts: readonly PerfReport[];
  /** Why a report that it left cannot be read; null when all can. */
  unreadable: string | null;
}

/**
 * Why a target could not measure all that it should have, in one sentence.
 *
 * @returns null when it did, or when what it left says why by itself: a metric that failed
 *   or is not available names the reason, a test that failed its error, and a broken budget is a
 *   finding, not a failure to measure.
 */
export function failureOf({ task, exitCode, output, parts, unreadable }: EndedTask): string | null {
  if (unreadable !== null) return unreadable;
  const said = lastSentence(output, `${task.project}: `) ?? 'it printed nothing';
  if (parts.length === 0) {
    return exitCode === 0
      ? `${task.id} ended without a report: expected one in the folder that PERF_PARTS_DIR names`
      : said;
  }
  if (exitCode === 0) return null;
  const metrics = parts.flatMap((part) => part.metrics);
  if (metrics.some(({ state }) => state !== 'measured')) return null;
  if (parts.flatMap((part) => part.tests).some(hasFailed)) return null;
  const hasBrokenBudget = metrics.some(
    (metric) => metric.state === 'measured' && metric.budget?.met === false,
  );
  return hasBrokenBudget ? null : said;
}
