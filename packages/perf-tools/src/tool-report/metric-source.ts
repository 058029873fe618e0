import type { MeasuredMetric } from '@night-pilot/perf-report';

/** A measurement of a tool, before it belongs to a project, a suite and an environment. */
export interface ToolMetric extends Pick<MeasuredMetric, 'kind' | 'unit' | 'better'> {
  name: string;
  /** Parameters that distinguish metrics of the same name, such as the number of callers. @default none */
  params?: MeasuredMetric['params'];
  /** At least one sample, in `unit`. */
  samples: readonly number[];
  /** Further facts, such as how many operations failed. @default none */
  counters?: Record<string, number>;
  /** Time that the measurement took. */
  durationMs: number;
}

/** A tool whose measurements {@link saveReport} can save. */
export interface MetricSource {
  /** Returns what was measured so far; an empty array before the first measurement. */
  metrics(): ToolMetric[];
}
