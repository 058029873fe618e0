import type { FailureDescription } from '@night-pilot/perf-host/fork';
import type { Fork } from '@night-pilot/perf-report';

/** The two sides of a comparison. */
export type Side = 'base' | 'head';

/** One fork of one side, before it is measured. */
export interface Turn {
  side: Side;
  /** Number of its pair, from 0. null: it comes before all pairs and is not counted. */
  pair: number | null;
  /** Names of the benchmarks to measure. */
  only: readonly string[];
  /** The process is killed after this time, in ms. undefined: the usual limit. */
  limitMs?: number | undefined;
  /** Ends the processes of the turn when it is aborted. */
  signal?: AbortSignal | undefined;
}

/** The result of one turn: a fork of each benchmark by its name, or why there is none. */
export type TurnResult =
  | {
      state: 'measured';
      forks: Map<string, Fork>;
      /** Time that its process was ready to run and had no CPU, in ms. @default 0 */
      waitedForCpuMs?: number;
    }
  | { state: 'failed'; error: FailureDescription };

/** Something that both sides have and that one fork measures: a test of a bench file, or a command. */
export interface PairedTest {
  suite: string;
  /** Names of the benchmarks that wall time judges. */
  benchmarks: readonly string[];
  /**
   * Measures one side. Both sides of a pair must give equally many samples, and so must all pairs.
   *
   * @throws the reason of an abort; all processes are gone then.
   */
  take: (turn: Turn) => Promise<TurnResult>;
}
