import type { Disturbance } from '@night-pilot/perf-report';
import type { ConcurrentTestResult } from '@night-pilot/perf-tools/load';
import type { ResourceReading } from '@night-pilot/perf-tools/monitor';
import type { LoadRun } from './define-load.ts';

/** Requests that the load room answers. */
export type LoadRequest =
  | { do: 'describe-scenario'; file: string }
  | { do: 'repeat-scenario'; file: string; runs: string[] };

export type LoadMessage =
  | { event: 'scenario'; scenario: ScenarioDescription }
  | { event: 'repeated'; run: string; repetition: Repetition };

/** A load scenario without its functions, which stay in the fork. */
export interface ScenarioDescription {
  name: string;
  runs: Omit<LoadRun<unknown>, 'operation'>[];
}

/** Result of one repetition of a run. */
export interface Repetition {
  result: ConcurrentTestResult;
  /** Readings of the watched processes while the run lasted. */
  readings: ResourceReading[];
  disturbance: Disturbance;
  /** 99th percentile of the delay of the event loop in the process that produces the load, in ms. */
  loopDelayP99Ms: number;
}
