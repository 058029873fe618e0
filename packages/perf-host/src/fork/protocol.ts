import type { BenchInstruments } from './bench-options.ts';
import type { SourceFacts } from '../count/source-facts.ts';
import type { LoadRun } from './define-load.ts';
import type { Repetition } from '../load/repetition.ts';
import type { ValueFacts } from './define-measurement.ts';
import type { Compilation, ProfiledIterations, Profiler } from './profiled-iterations.ts';
import type { Disturbance, Fork } from '@night-pilot/perf-report';

/** Names a test of a bench file: the titles of its suites and its own, outermost first. */
export type TestPath = string[];

/** A test that a bench file is to run. */
export interface TestOfFile {
  path: TestPath;
  /** Where the file declares it, from 1 up. null: the file has another do it. */
  line: number | null;
}

/** What a fork is asked to do. One request a process. */
export type ForkRequest =
  | { do: 'list-tests'; file: string }
  | { do: 'measure-test'; file: string; test: TestPath; sampling: Sampling }
  | {
      do: 'list-benchmarks';
      file: string;
      test: TestPath;
      /** Names of benchmarks that are called some times, to see whether they run. @default none */
      called?: readonly string[];
    }
  | { do: 'inspect-benchmark'; file: string; test: TestPath; benchmark: string; timeMs: number }
  | {
      do: 'read-heap';
      file: string;
      test: TestPath;
      benchmark: string;
      /** How often the benchmark is called before each reading. */
      windows: readonly number[];
    }
  /** Windows are asked for one by one: see `window-channel.ts`. */
  | { do: 'run-windows'; file: string; test: TestPath; benchmark: string }
  | {
      do: 'profile-benchmark';
      file: string;
      test: TestPath;
      benchmark: string;
      /** null: another tool watches the process. */
      profiler: Profiler | null;
      /** @default 'as-usual' */
      compilation?: Compilation;
      /** Time that is profiled, after warming up, in ms. */
      timeMs: number;
    }
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
  /** Measure only those benchmarks that ask for `wall`, or for no instrument at all. @default false */
  asDeclared?: boolean;
  /** Measure only the benchmarks of these names. @default all */
  only?: readonly string[];
}

/** How a benchmark is sampled, in all its forks and in both arms of a pair alike. */
export interface SamplePlan {
  /** Calls that make one sample. */
  batch: number;
  /** Samples that a fork takes. */
  samples: number;
}

/** A benchmark without its function, which stays in the fork. */
export interface DeclaredBenchmark {
  name: string;
  /** The instruments that it asks for. null: it leaves the choice to perf-kit. */
  instruments: BenchInstruments | null;
}

/** What a fork saw of a benchmark that it ran for some milliseconds, uncounted. */
export interface Inspection {
  /** Hooks around each iteration cannot be kept out of a count. */
  hasIterationHooks: boolean;
  /** CPU time of one iteration, by the last doubling, in ms: what else runs here does not count. */
  iterationMs: number;
  waits: Waits;
}

/** Signs that a benchmark waits, or has others work for it, while it runs. */
export interface Waits {
  durationMs: number;
  iterations: number;
  /** Events from outside that the event loop handled: sockets, the thread pool, workers. */
  loopEvents: number;
  /** Time that the event loop slept, in ms. */
  idleMs: number;
  /** How often the process gave its CPU up to wait. null: the system cannot tell. */
  blockedCount: number | null;
  /** CPU time of the whole process, in ms. */
  cpuMs: number;
  /** CPU time of its other threads, in ms. null: this Node cannot tell. */
  otherThreadsCpuMs: number | null;
  /** Kinds of asynchronous resources that some iterations created, as async_hooks names them. */
  resources: string[];
}

/** Signs that a benchmark waited while it was counted. */
export type CountedWaits = Pick<Waits, 'loopEvents' | 'idleMs'>;

/** What a fork tells of the benchmark whose allocations it counted. */
export interface HeapCount extends CountedWaits {
  /** Bytes of V8's heap in use after each window, without what windows leave there by themselves. */
  heapBytes: number[];
  /** CPU time of all windows, in ms. */
  cpuMs: number;
  /** Garbage collections from the start of the first window to the end of the last. */
  collections: number;
}

/** A load scenario without its functions, which stay in the fork. */
export interface ScenarioDescription {
  name: string;
  runs: Omit<LoadRun<unknown>, 'operation'>[];
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
  | { event: 'tests'; tests: TestOfFile[] }
  | { event: 'scenario'; scenario: ScenarioDescription }
  | { event: 'started'; what: string }
  | { event: 'measured'; benchmark: string; fork: Fork }
  | { event: 'declared'; benchmark: DeclaredBenchmark }
  /** The test left by `skip()`, with the reason that it gave. */
  | { event: 'skipped'; note: string | null }
  /** null: it runs. */
  | { event: 'called'; benchmark: string; failure: FailureDescription | null }
  | { event: 'inspected'; inspection: Inspection; sources: SourceFacts }
  | { event: 'read'; heap: HeapCount }
  | { event: 'ran'; waits: CountedWaits }
  | { event: 'profiled'; profiled: ProfiledIterations }
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
  /** The time in which the fork was ready to run and had no CPU, in ms. */
  | { event: 'done'; waitedForCpuMs: number };

export interface FailureDescription {
  code: string | null;
  message: string;
}
