import type { BenchInstrument } from '../fork/bench-options.ts';
import type { FailureDescription } from '../fork/protocol.ts';
import type { SourceFacts } from './source-facts.ts';

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
  /** Instructions or bytes of one iteration: the mean of the first repeat's slopes. */
  perIteration: number;
  /** The same count in equal processes. At least one; they agree within 0.1 %. */
  repeats: readonly Slopes[];
  /** In what windows it was counted. Another version is to be counted in the same ones. */
  schedule: CountSchedule;
  /** What the code of the version is. null: of bytes, which imports do not cost, or of what was not steady. */
  sources: SourceFacts | null;
  /** How many processes it took. */
  processes: number;
  durationMs: number;
  /** false: known within a factor only, which was enough for what it was counted for. */
  steady: boolean;
}

/** A count before it is known what it took. */
export type CountOutcome =
  | Omit<CountedBenchmark, 'sources' | 'processes' | 'durationMs' | 'steady'>
  | Exclude<CountResult, { state: 'counted' }>;

/** At the limit of time or windows the two slopes still disagreed: the count is known within a factor. */
export interface NotSteady {
  state: 'not-steady';
  /** null: the limit came before there were two. */
  slopes: Slopes | null;
  /** The windows that it had. */
  schedule: CountSchedule;
  reason: string;
}

/** How often a benchmark is called between the readings of a counter. */
export interface CountSchedule {
  /** Iterations of each window, in order. */
  windows: readonly number[];
  /** Each of the two slopes is that of so many windows at the end. */
  group: number;
}

/** Iterations that each of the two slopes is made of. */
export function iterationsPerSlope({ windows, group }: CountSchedule): number {
  return group * (windows.at(-1) ?? 0);
}

/** What an iteration takes in two equal stretches, one after the other. They agree within 0.5 % where code is warm. */
export type Slopes = [first: number, second: number];
