import type { FailureDescription } from '@night-pilot/perf-host/fork';
import type { Fork } from '@night-pilot/perf-report';

export type Side = 'base' | 'head';

/** A fork that is to be taken of one side. */
export interface Turn {
  side: Side;
  /** The pair that it is half of, from 0 on. null: it comes before all pairs and is not counted. */
  pair: number | null;
  /** What is to be measured in it, by name. */
  only: readonly string[];
  /** A process that takes longer is ended, in ms. undefined: the usual limit. */
  limitMs?: number | undefined;
  /** Ends the processes of the turn. */
  signal?: AbortSignal | undefined;
}

/** What one turn gave: a fork for each benchmark by its name, or why there is none. */
export type TurnResult =
  | {
      state: 'measured';
      forks: Map<string, Fork>;
      /** Time in which its process was ready to run and had no CPU, in ms. @default 0 */
      waitedForCpuMs?: number;
    }
  | { state: 'failed'; error: FailureDescription };

/** What both sides have, and one fork measures: a test of a bench file with its benchmarks, or a command. */
export interface PairedTest {
  suite: string;
  /** What wall time is to judge, by name. */
  benchmarks: readonly string[];
  /**
   * Measures one side. Both sides of a pair are to give equally many samples, and so are all pairs.
   *
   * @throws the reason of an abort; nothing that was started is left then.
   */
  take: (turn: Turn) => Promise<TurnResult>;
}
