import type { MeasuredMetric } from '@night-pilot/perf-report';

/** What a value is: see the report's metrics. */
export type ValueFacts = Pick<MeasuredMetric, 'kind' | 'unit' | 'better'>;

/** The default export of a `*.measure.ts` file. */
export interface Measurement<Name extends string = string> {
  /** The suite of its metrics. */
  name: string;
  /** Fresh processes that measure, each giving one value of every metric. @default 1 */
  repetitions?: number;
  /** A process that takes longer is ended, in minutes. @default 30 */
  limitMinutes?: number;
  /** What it measures, by the name of the metric. */
  metrics: Record<Name, ValueFacts>;
  /**
   * Measures once. Ends early, tidied up, when the signal is aborted: after 3 s its process is killed.
   *
   * @returns a finite number for each metric
   */
  run: (context: MeasurementContext) => Promise<Record<Name, number>>;
}

export interface MeasurementContext {
  signal: AbortSignal;
  /** Tells how far it is, in any unit. */
  progress: (done: number, total: number) => void;
}

/**
 * Gives a measurement its types: for a promise that no benchmark and no load scenario can show, such as
 * the growth of memory over a million operations. Only `perf-kit figures` runs it: it may take minutes.
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
