import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import type { Fork } from '@night-pilot/perf-report';
import { seededRandom } from '@night-pilot/perf-report/stats';
import { drawPairOrder, type PairOrder } from '@night-pilot/perf-compare/compare';
import {
  disturbedBecause,
  pairLogRatio,
  usualDisturbance,
  type WallRules,
} from '@night-pilot/perf-compare/judge';
import { type AlarmRate, alarmRate } from './alarm-rate.ts';
import { decideRun, type NextPair } from './decide-run.ts';
import { countVerdicts, type VerdictCounts } from './verdict-counts.ts';

type MeasuredFork = Pick<Fork, 'samples' | 'disturbance' | 'durationMs'>;

/** Two forks of the same version of a program, measured one after the other. */
export interface MeasuredPair {
  program: string;
  former: MeasuredFork;
  latter: MeasuredFork;
  /** Time of the pair in the budget. */
  durationMs: number;
}

/** A {@link MeasuredPair} as a comparison would have used it. */
export interface ComparedPair {
  /** Log ratio of the later fork to the earlier one, see `pairLogRatio`. */
  logRatio: number;
  isSetAside: boolean;
  durationMs: number;
}

/** Recorded pairs of one program. */
export interface RecordedProgram {
  program: string;
  /** Pairs of each recording, in the order of measuring. Any time may pass between two recordings. */
  recordings: readonly (readonly ComparedPair[])[];
}

/**
 * Judges the pairs of one recording as a comparison would have: a pair is set aside by what was usual for its program in
 * the forks before it.
 *
 * @param pairs Pairs of all programs, in the order of measuring.
 */
export function asCompared<Pair extends MeasuredPair>(
  pairs: readonly Pair[],
): (Pair & ComparedPair)[] {
  const before: Pair[] = [];
  return pairs.map((pair) => {
    const { program, former, latter } = pair;
    const own = before.filter((earlier) => earlier.program === program);
    const usual = usualDisturbance(before.flatMap(forksOf), own.flatMap(forksOf));
    const reason = disturbedBecause(former, usual) ?? disturbedBecause(latter, usual);
    before.push(pair);
    const logRatio = pairLogRatio({ base: former.samples, head: latter.samples });
    return { ...pair, logRatio, isSetAside: reason !== null };
  });
}

const forksOf = ({ former, latter }: MeasuredPair) => [former, latter];

export interface DrawFromRecordingOptions {
  /** Number of successive pairs to draw together. @default 8 */
  blockPairs?: number;
  /** Time limit for the pairs of a comparison, in ms. @default none */
  budgetMs?: number;
  /** Order of the turns. @default drawn, as in a real comparison */
  turns?: (random: () => number) => PairOrder;
}

export interface RecordedRunsOptions extends DrawFromRecordingOptions {
  runs: number;
  seed: number;
  rules: WallRules;
  /** Number of benchmarks in a run, drawn from the programs with replacement. @default 50 */
  benchmarks?: number;
  /** Slowdown planted in head of the first benchmark of each run: 0.05 scales its times by 1.05. @default 0 */
  slowdown?: number;
}

export interface RecordedRuns {
  /** Alarms on benchmarks without a planted slowdown. */
  alarms: AlarmRate;
  unchanged: VerdictCounts;
  /** Verdicts on the benchmark with the planted slowdown. */
  changed: VerdictCounts;
}

/**
 * Draws runs without a change, or with a planted one, from recorded pairs, and judges them by the decision of a real run;
 * see {@link drawFromRecording}. The bound of the alarm rate holds for the recording, not for days that were not recorded.
 * Benchmarks of a run are drawn independently, whereas real ones share the machine's bad minutes: their alarms come
 * together, in fewer runs.
 *
 * @throws {PerfKitError} when a program has fewer than ten pairs, or there is none.
 */
export function resampleRuns(
  programs: readonly RecordedProgram[],
  options: RecordedRunsOptions,
): RecordedRuns {
  const { runs, seed, rules, benchmarks = 50, slowdown = 0 } = options;
  const prepared = programs.map((program) => drawFromRecording(program, options));
  if (prepared.length === 0) {
    throw new PerfKitError('BAD_ARGUMENT', 'Expected recorded pairs, got none. Record some first.');
  }
  const random = seededRandom(seed);
  const first = slowdown === 0 ? 0 : 1;
  const decided = Array.from({ length: runs }, () =>
    decideRun(
      Array.from({ length: benchmarks }, (_, index): NextPair => {
        const program = prepared[Math.floor(random() * prepared.length)];
        return program?.(random, index < first ? slowdown : 0) ?? (() => 'budget ended');
      }),
      rules,
    ),
  );
  const still = decided.map((run) => run.slice(first));
  const alarming = still.filter((run) =>
    run.some(({ state }) => state === 'regression' || state === 'improvement'),
  );
  return {
    alarms: alarmRate(alarming.length, runs),
    unchanged: countVerdicts(still.flat()),
    changed: countVerdicts(decided.flatMap((run) => run.slice(0, first))),
  };
}

/** Least number of pairs of a program to draw comparisons from. */
export const LEAST_RECORDED_PAIRS = 10;

/**
 * Prepares recorded pairs for drawing comparisons from them: each call returns the pairs of one comparison, with a change
 * planted in head.
 *
 * The order of the two forks of a pair is kept, but their versions are drawn again, as a real comparison draws its turns.
 * Both forks ran the same program, so this is a result that chance could have made in the same minutes. If the versions
 * were kept, a chance difference between base and head in the recording would look like a change. The pairs come in
 * blocks that start at a random place and wrap around at the end of a recording (the circular block bootstrap: Politis
 * and Romano, 1992; blocks: Künsch, Annals of Statistics 17, 1989), because disturbances last: shuffled pairs would be
 * more independent than real ones. Forks of different pairs are never combined.
 *
 * @throws {PerfKitError} when there are fewer than ten pairs.
 */
export function drawFromRecording(
  { program, recordings }: RecordedProgram,
  {
    blockPairs = 8,
    budgetMs = Infinity,
    turns: takeTurns = drawPairOrder,
  }: DrawFromRecordingOptions = {},
): (random: () => number, change: number) => NextPair {
  const places = recordings.flatMap((pairs) => pairs.map((_, start) => ({ pairs, start })));
  if (places.length < LEAST_RECORDED_PAIRS) {
    throw new PerfKitError(
      'BAD_ARGUMENT',
      `Expected at least ${LEAST_RECORDED_PAIRS} recorded pairs of "${program}", got ${places.length}. Record more, or leave it out.`,
    );
  }
  return (random, change) => {
    const turns = takeTurns(random);
    const shift = Math.log1p(change);
    let block: { pairs: readonly ComparedPair[]; start: number } | undefined;
    let taken = 0;
    let spentMs = 0;
    return (index) => {
      if (spentMs >= budgetMs) return 'budget ended';
      if (block === undefined || taken >= Math.min(blockPairs, block.pairs.length)) {
        block = places[Math.floor(random() * places.length)];
        taken = 0;
      }
      const first = turns(index);
      const pair = block?.pairs[(block.start + taken) % block.pairs.length];
      if (pair === undefined) return 'budget ended';
      taken += 1;
      spentMs += pair.durationMs;
      if (pair.isSetAside) return 'set aside';
      return (first === 'base' ? pair.logRatio : -pair.logRatio) + shift;
    };
  };
}
