import type { MeasuredMetric } from '@night-pilot/perf-report';

/** Kind, unit and direction of a value, as in the report's metrics. */
export type ValueFacts = Pick<MeasuredMetric, 'kind' | 'unit' | 'better'>;

/** The default export of a `*.measure.ts` file. */
export interface Measurement<Name extends string = string> {
  /** The suite of its metrics. */
  name: string;
  /** Number of fresh processes; each gives one value of every metric. @default 1 */
  repetitions?: number;
  /** Limit of the time of a process, in minutes. @default 30 */
  limitMinutes?: number;
  /** Its metrics, by name. */
  metrics: Record<Name, ValueFacts>;
  /**
   * Measures once. When the signal is aborted, it has to tidy up and end: after 3 s its process is killed.
   *
   * @returns A finite number for each metric.
   */
  run: (context: MeasurementContext) => Promise<Record<Name, number>>;
}

export interface MeasurementContext {
  signal: AbortSignal;
  /** Reports the progress, in any unit. */
  progress: (done: number, total: number) => void;
}

/**
 * Gives a measurement its types. A measurement proves a promise that no benchmark and no load scenario can show, such as
 * the growth of memory over a million operations. It may take minutes, so only `perf-kit figures` runs it.
 *
 * @example
 * export default defineMeasurement({
 *   name: 'start-up',
 *   repetitions: 5,
 *   metrics: { 'first answer': { kind: 'time', unit: 'ms', better: 'lower' } },
 *   run: async ({ signal }) => ({ 'first answer': await startAndAsk(signal) }),
 * });
 */
export function defineMeasurement<Name extends string>(
  measurement: Measurement<Name>,
): Measurement<Name> {
  return measurement;
}
