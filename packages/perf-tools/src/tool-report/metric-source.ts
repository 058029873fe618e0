import type { MeasuredMetric } from '@night-pilot/perf-report';

/** One thing that a tool of the kit measured, before it is known where and for what. */
export interface ToolMetric extends Pick<MeasuredMetric, 'kind' | 'unit' | 'better'> {
  name: string;
  /** What tells it from others of the same name, such as the number of callers. @default none */
  params?: MeasuredMetric['params'];
  /** In `unit`, at least one. */
  samples: readonly number[];
  /** Further facts, such as how many operations failed. @default none */
  counters?: Record<string, number>;
  /** For how long it was measured. */
  durationMs: number;
}

/** What every tool of the kit hands to {@link saveReport}. */
export interface MetricSource {
  /** What was measured so far; nothing where nothing was. */
  metrics(): ToolMetric[];
}
