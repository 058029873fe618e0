import type { BenchInstrument } from '../bench/bench-options.ts';
import type { FailureDescription } from '../fork/protocol.ts';

/** The instruments that count instead of timing. */
export type CountInstrument = Exclude<BenchInstrument, 'wall'>;

/** What became of counting one benchmark in one checkout. Only `counted` has a number. */
export type CountResult =
  | CountedBenchmark
  | NotSteady
  /** Counting does not suit this benchmark: another instrument has to judge it. */
  | { state: 'refused'; reason: string }
  /** This machine lacks what the instrument needs; the reason says what would change that. */
  | { state: 'unavailable'; reason: string }
  | { state: 'failed'; error: FailureDescription };

export interface CountedBenchmark {
  state: 'counted';
  /** Instructions or bytes of one iteration: the mean of the slopes. */
  perIteration: number;
  /** Per iteration, from n to 2n and from 2n to 3n iterations. They agree within 0.5 %. */
  slopes: Slopes;
  /** n. Another version is to be counted at the same n. */
  iterations: number;
  /** What an equal run differed by, as a share of what n iterations take. */
  repeatSpread: number;
  /** How many processes it took. */
  processes: number;
  durationMs: number;
}

/** At the limit of time or iterations the two slopes still disagreed: nothing can be said. */
export interface NotSteady {
  state: 'not-steady';
  /** null: the limit came before there were two. */
  slopes: Slopes | null;
  iterations: number;
  reason: string;
}

export type Slopes = [first: number, second: number];
