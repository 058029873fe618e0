import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import type { Fork } from '@night-pilot/perf-report';
import { seededRandom } from '@night-pilot/perf-report/stats';
import {
  disturbedBecause,
  drawTurns,
  pairLogRatio,
  type Turns,
  usualDisturbance,
  type WallRules,
} from '@night-pilot/perf-compare/judge';
import { type AlarmRate, alarmRate } from './alarm-rate.ts';
import { decideRun, type NextPair } from './decide-run.ts';
import { countVerdicts, type VerdictCounts } from './verdict-counts.ts';

type MeasuredFork = Pick<Fork, 'samples' | 'disturbance' | 'durationMs'>;

/** Two forks of one version of one program, measured one after the other. */
export interface MeasuredPair {
  program: string;
  former: MeasuredFork;
  latter: MeasuredFork;
  /** What the pair took of a budget. */
  durationMs: number;
}

/** What a comparison would have taken from a {@link MeasuredPair}. */
export interface ComparedPair {
  /** Of the latter fork against the former, see `pairLogRatio`. */
  logRatio: number;
  isSetAside: boolean;
  durationMs: number;
}

/** Pairs of one version of one program. */
export interface RecordedProgram {
  program: string;
  /** Those of each recording, in the order of measuring: between two recordings any time may have passed. */
  recordings: readonly (readonly ComparedPair[])[];
}

/**
 * Takes the pairs of one recording, of all its programs and in the order of measuring, as a comparison would have:
 * a pair is set aside by what was usual for its program in the forks before it.
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
  /** Pairs that are taken as they were measured, one after the other. @default 8 */
  blockPairs?: number;
  /** What the pairs of a comparison may take, in ms. @default as long as it needs */
  budgetMs?: number;
  /** How the turns are taken. @default those of a real comparison, drawn */
  turns?: (random: () => number) => Turns;
}

export interface RecordedRunsOptions extends DrawFromRecordingOptions {
  runs: number;
  seed: number;
  rules: WallRules;
  /** Benchmarks of a run, each drawn from the programs with replacement. @default 50 */
  benchmarks?: number;
  /** Planted in head of the first benchmark of each run: 0.05 scales its times by 1.05. @default 0 */
  slowdown?: number;
}

export interface RecordedRuns {
  /** Of the benchmarks in which nothing is planted. */
  alarms: AlarmRate;
  unchanged: VerdictCounts;
  /** Of the benchmark in which the slowdown is planted. */
  changed: VerdictCounts;
}

/**
 * Runs without a change, or with a planted one, made of recorded pairs and judged by the decision that
 * a real run uses; see {@link drawFromRecording}. The bound of the alarm rate takes the recording as it is;
 * it does not know of days that were not recorded. Benchmarks of a run are drawn independently: real
 * ones share the machine's bad minutes, and alarms that come together are fewer runs with an alarm.
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

/** A program with fewer pairs tells too little to draw comparisons from it. */
export const LEAST_RECORDED_PAIRS = 10;

/**
 * Prepares recorded pairs for drawing comparisons from them: each call gives the pairs of one, with a
 * change planted in head.
 *
 * Which fork of a pair was measured first is kept, which version it belonged to is drawn again, as a
 * real comparison draws its turns. Without a change both are the same program, so that this is what
 * chance alone could have made of the same minutes; left as they were, what base and head happened to
 * differ by in the recording would look like a change. The pairs come in blocks from a random place
 * on, at the end of a recording from its beginning again (the circular block bootstrap: Politis and
 * Romano, 1992; blocks: Künsch, Annals of Statistics 17, 1989), because disturbances last: shuffled
 * pairs would be more independent than real ones. A pair is never made of forks that were not one.
 *
 * @throws {PerfKitError} when there are fewer than ten pairs.
 */
export function drawFromRecording(
  { program, recordings }: RecordedProgram,
  {
    blockPairs = 8,
    budgetMs = Infinity,
    turns: takeTurns = drawTurns,
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
