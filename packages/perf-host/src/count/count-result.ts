import type { SourceFacts } from '../fork/count-protocol.ts';
import type { FailureDescription } from '../fork/failure.ts';
import type { TestPath } from '../fork/bench-protocol.ts';

/** Names one benchmark in one checkout. */
export interface CountTarget {
  /** Root of the measured project in that checkout: working directory of the processes. */
  cwd: string;
  /** Absolute path of the bench file. */
  file: string;
  test: TestPath;
  benchmark: string;
}

/** Result of counting one benchmark in one checkout. Only `counted` has a number. */
export type CountResult =
  | CountedBenchmark
  | NotSteady
  /** This benchmark cannot be counted: another instrument has to judge it. */
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
  /** The windows that it was counted in. Count another version in the same ones. */
  schedule: CountSchedule;
  /** Hashes of the code of the version. null: for bytes, which imports do not cost, and for a count that is not steady. */
  sources: SourceFacts | null;
  /** Number of processes that the count took. */
  processes: number;
  durationMs: number;
  /** false: known only within a factor, which was enough for the caller. */
  steady: boolean;
  /** It was counted in an earlier comparison. @default false */
  isRemembered?: boolean;
}

/** A count without its costs. */
export type CountOutcome =
  | Omit<CountedBenchmark, 'sources' | 'processes' | 'durationMs' | 'steady' | 'isRemembered'>
  | Exclude<CountResult, { state: 'counted' }>;

/** The two slopes still disagreed at the limit of time or windows: the count is known only within a factor. */
export interface NotSteady {
  state: 'not-steady';
  /** null: the limit came before there were two. */
  slopes: Slopes | null;
  /** The windows that were counted. */
  schedule: CountSchedule;
  reason: string;
}

/** Calls of a benchmark between the readings of a counter. */
export interface CountSchedule {
  /** Iterations of each window before the first that was counted, in order. */
  warmUp: readonly number[];
  /** Iterations of each counted window, in order. */
  windows: readonly number[];
  /** Number of windows that make one slope; the last `2 × group` windows make both. */
  group: number;
}

/** Returns the number of iterations that make one slope. */
export function iterationsPerSlope({ windows, group }: CountSchedule): number {
  return group * (windows.at(-1) ?? 0);
}

/** Cost of one iteration in two equal stretches, one after the other. The two agree within 0.5 % when the code is warm. */
export type Slopes = [first: number, second: number];

/** Result of counting in one process. */
export type Count =
  | { state: 'counted'; slopes: Slopes; schedule: CountSchedule }
  | Extract<CountResult, { state: 'refused' | 'not-steady' | 'unavailable' }>;
