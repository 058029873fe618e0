import type { Metric } from '@night-pilot/perf-report';

/** A metric that should have been measured and was not. */
export type FailedMetric = Extract<Metric, { state: 'failed' }>;

/** A metric that this machine cannot measure. */
export type UnavailableMetric = Extract<Metric, { state: 'unavailable' }>;
