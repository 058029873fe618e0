import type { Metric, Verdict } from '@night-pilot/perf-report';

/** The verdict on a metric, or why it has none. */
export type Standing = Verdict['verdict'] | 'failed' | 'unavailable' | 'remembered' | 'not judged';

/** All standings, the most urgent first. */
export const STANDINGS = [
  'regression',
  'failed',
  'improvement',
  'unchanged',
  'undecided',
  'incomparable',
  'new',
  'gone',
  'unavailable',
  'remembered',
  'not judged',
] as const satisfies readonly Standing[];

/** Returns the verdict on a metric, or why it has none. */
export function standingOf(metric: Metric, verdict: Verdict | undefined): Standing {
  if (metric.state !== 'measured') return metric.state;
  return verdict?.verdict ?? (metric.origin === 'remembered' ? 'remembered' : 'not judged');
}
