import type { Disturbance } from '@night-pilot/perf-report';
import type { ValueFacts } from './define-measurement.ts';

/** Requests that the measure room answers. */
export type MeasureRequest =
  | { do: 'describe-measurement'; file: string }
  | { do: 'measure-once'; file: string };

export type MeasureMessage =
  | { event: 'measurement'; measurement: MeasurementDescription }
  | { event: 'progress'; done: number; total: number }
  | {
      event: 'values';
      values: Record<string, number>;
      durationMs: number;
      disturbance: Disturbance;
    };

/** A measurement without its function, with its defaults filled in. */
export interface MeasurementDescription {
  name: string;
  repetitions: number;
  limitMinutes: number;
  metrics: Record<string, ValueFacts>;
}
