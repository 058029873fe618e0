import type { Fork } from '../report/schema.ts';

/** Names a test of a bench file: the titles of its suites and its own, outermost first. */
export type TestPath = string[];

/** What a fork is asked to do. One request a process. */
export type ForkRequest =
  | { do: 'list'; file: string }
  | { do: 'measure'; file: string; test: TestPath; sampling: Sampling };

/** How a fork samples each benchmark, where the bench file itself does not say. */
export interface Sampling {
  /** Time spent measuring each benchmark, in ms. */
  timeMs: number;
  /** Time spent warming each benchmark up, in ms. */
  warmupTimeMs: number;
  /** At least so many samples, however long they take. */
  minSamples: number;
  /** Measure the benchmarks of a comparison from last to first. */
  reversed: boolean;
}

/** What a fork tells. `done` or `broken` comes last. */
export type ForkMessage =
  | { event: 'listed'; tests: TestPath[] }
  | { event: 'started'; benchmark: string }
  | { event: 'measured'; benchmark: string; fork: Fork }
  | { event: 'failed'; benchmark: string | null; error: FailureDescription }
  | { event: 'done' };

export interface FailureDescription {
  code: string | null;
  message: string;
}
