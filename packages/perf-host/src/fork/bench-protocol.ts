import type { Fork } from '@night-pilot/perf-report';
import type { BenchInstruments } from './bench-options.ts';
import type { FailureDescription } from './failure.ts';
import type { Compilation, ProfiledIterations, Profiler } from './profiled-iterations.ts';

/** Names a test of a bench file: the titles of its suites and its own, outermost first. */
export type TestPath = string[];

/** Names one benchmark of a bench file. */
export interface BenchmarkInFile {
  file: string;
  test: TestPath;
  benchmark: string;
}

/** Requests that the bench room answers. */
export type BenchRequest =
  | {
      do: 'list-tests';
      file: string;
      /** Also run each test once, passing over its benchmarks, to list them. @default false */
      declare?: boolean;
    }
  | { do: 'measure-test'; file: string; test: TestPath; sampling: Sampling }
  | {
      do: 'list-benchmarks';
      file: string;
      test: TestPath;
      /** Names of benchmarks that are called a few times, to see whether they run. @default none */
      called?: readonly string[];
    }
  | ({
      do: 'profile-benchmark';
      /** null: another tool watches the process. */
      profiler: Profiler | null;
      /** @default 'as-usual' */
      compilation?: Compilation;
      /** Profiled time after the warm-up, in ms. */
      timeMs: number;
    } & BenchmarkInFile);

export type BenchMessage =
  | { event: 'tests'; tests: TestInFile[] }
  /** The benchmarks of a sound test. A test that fails or skips itself sends nothing. */
  | { event: 'listed'; test: TestPath; benchmarks: DeclaredBenchmark[] }
  | { event: 'declared'; benchmark: DeclaredBenchmark }
  | { event: 'measured'; benchmark: string; fork: Fork }
  /** The test called `skip()`, with this note. */
  | { event: 'skipped'; note: string | null }
  /** `failure` is null when the benchmark runs. */
  | { event: 'called'; benchmark: string; failure: FailureDescription | null }
  | { event: 'profiled'; profiled: ProfiledIterations };

/** A test that a bench file declares and does not skip. */
export interface TestInFile {
  path: TestPath;
  /** Line of its declaration, counted from 1. null: another file declares it. */
  line: number | null;
}

/** A benchmark without its function, which stays in the fork. */
export interface DeclaredBenchmark {
  name: string;
  /** The instruments that it asks for. null: it leaves the choice to perf-kit. */
  instruments: BenchInstruments | null;
}

/** How a fork samples each benchmark, unless the bench file says otherwise. */
export interface Sampling {
  /** Time spent measuring each benchmark, in ms. */
  timeMs: number;
  /** Shortest warm-up of each benchmark, in ms. */
  warmupTimeMs: number;
  /** Least number of samples, unless they take more than five times `timeMs`. */
  minSamples: number;
  /** Measure the benchmarks of a comparison from last to first. */
  reversed: boolean;
  /** Plans by the name of the benchmark, as its first fork found them. @default the fork finds its own */
  plans?: Record<string, SamplePlan>;
  /** Measure only benchmarks that ask for `wall`, or for no instrument at all. @default false */
  asDeclared?: boolean;
  /** Measure only the benchmarks of these names. @default all */
  only?: readonly string[];
}

/** How a benchmark is sampled, the same in all its forks and in both arms of a pair. */
export interface SamplePlan {
  /** Calls that make one sample. */
  batch: number;
  /** Samples that a fork takes. */
  samples: number;
}
