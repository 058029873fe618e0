import { budgetStateOf } from '@night-pilot/perf-report';
import { hasFailed } from '../check/failed-tests.ts';
import { lastSentence } from './last-sentence.ts';
import type { EndedTask } from './status.ts';

/**
 * Explains in one sentence why a target did not measure everything.
 *
 * @returns null when it did, and when its report already explains it: by a failed or unavailable
 *   metric, a failed test, or a broken budget, which is a finding and no failure to measure.
 */
export function failureOf({ task, exitCode, output, parts, unreadable }: EndedTask): string | null {
  if (unreadable !== null) return unreadable;
  const lastOutput = lastSentence(output, `${task.project}: `) ?? 'it printed nothing';
  if (parts.length === 0) {
    return exitCode === 0
      ? `${task.id} ended without a report: expected one in the folder that PERF_PARTS_DIR names`
      : lastOutput;
  }
  if (exitCode === 0) return null;
  const metrics = parts.flatMap((part) => part.metrics);
  if (metrics.some(({ state }) => state !== 'measured')) return null;
  if (parts.flatMap((part) => part.tests).some(hasFailed)) return null;
  const hasBrokenBudget = metrics.some(
    (metric) => metric.state === 'measured' && budgetStateOf(metric) === 'broken',
  );
  return hasBrokenBudget ? null : lastOutput;
}
