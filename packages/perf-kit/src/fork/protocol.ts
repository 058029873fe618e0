import type { Repetition } from '../load/repetition.ts';
import type { ValueFacts } from '../measurement/define-measurement.ts';
import type { Disturbance, Fork } from '../report/schema.ts';

/** Names a test of a bench file: the titles of its suites and its own, outermost first. */
export type TestPath = string[];

/** What a fork is asked to do. One request a process. */
export type ForkRequest =
  | { do: 'list-tests'; file: string }
  | { do: 'measure-test'; file: string; test: TestPath; sampling: Sampling }
  | { do: 'describe-scenario'; file: string }
  | { do: 'repeat-scenario'; file: string; runs: string[] }
  | { do: 'describe-measurement'; file: string }
  | { do: 'measure-once'; file: string };

/** How a fork samples each benchmark, where the bench file itself does not say. */
export interface Sampling {
  /** Time spent measuring each benchmark, in ms. */
  timeMs: number;
  /** The least time spent warming each benchmark up, in ms. */
  warmupTimeMs: number;
  /** At least so many samples, unless they take more than five times `timeMs`. */
  minSamples: number;
  /** Measure the benchmarks of a comparison from last to first. */
  reversed: boolean;
  /**
   * What benchmarks of this test were found to need, by name: their first fork says it in
   * `iterationsPerSample` and the number of its samples. @default the fork finds it out
   */
  plans?: Record<string, SamplePlan>;
}

/** How a benchmark is sampled, in all its forks and in both arms of a pair alike. */
export interface SamplePlan {
  /** Calls that make one sample. */
  batch: number;
  /** Samples that a fork takes. */
  samples: number;
}

/** A load scenario without its functions, which stay in the fork. */
export interface ScenarioDescription {
  name: string;
  runs: { name: string; operations: number; concurrency: number }[];
}

/** A measurement without its function, with its defaults filled in. */
export interface MeasurementDescription {
  name: string;
  repetitions: number;
  limitMinutes: number;
  metrics: Record<string, ValueFacts>;
}

/** What a fork tells. `done` comes last; a fork that ends without it broke down. */
export type ForkMessage =
  | { event: 'tests'; tests: TestPath[] }
  | { event: 'scenario'; scenario: ScenarioDescription }
  | { event: 'started'; what: string }
  | { event: 'measured'; benchmark: string; fork: Fork }
  | { event: 'repeated'; run: string; repetition: Repetition }
  | { event: 'measurement'; measurement: MeasurementDescription }
  | { event: 'progress'; done: number; total: number }
  | {
      event: 'values';
      values: Record<string, number>;
      durationMs: number;
      disturbance: Disturbance;
    }
  | { event: 'failed'; what: string | null; error: FailureDescription }
  | { event: 'done' };

export interface FailureDescription {
  code: string | null;
  message: string;
}
