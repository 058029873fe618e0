import type { MetricIdentity } from '@night-pilot/perf-report';

/** Times that may have changed, and the versions between which they may have. */
export interface Suspect {
  identity: MetricIdentity;
  /** Commit of the last run before the change. */
  base: string;
  /** Commit of the judged run. */
  head: string;
}

/**
 * What measuring both versions in turns has shown. `unanswered`: they could not be measured, or the time ended before it
 * was clear.
 */
export type Confirmation =
  | { state: 'regression' | 'improvement'; effect: number | null; reason: string }
  | { state: 'unchanged'; reason: string }
  | { state: 'unanswered'; reason: string };

/**
 * Measures both versions of suspects in turns.
 *
 * @returns One confirmation for each, in their order.
 */
export type ConfirmSuspects = (suspects: readonly Suspect[]) => Promise<Confirmation[]>;
