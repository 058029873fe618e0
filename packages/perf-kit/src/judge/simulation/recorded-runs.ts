import { PerfKitError } from '../../errors.ts';
import type { Fork } from '../../report/schema.ts';
import { seededRandom } from '../../stats/random.ts';
import { disturbedBecause, usualDisturbance } from '../disturbed.ts';
import { pairLogRatio } from '../fork-pair.ts';
import { drawTurns } from '../turns.ts';
import type { WallRules } from '../wall-rules.ts';
import { type AlarmRate, alarmRate } from './alarm-rate.ts';
import { decideRun, type NextPair } from './decide-run.ts';
import { type Tally, tally } from './tally.ts';

/** Real forks of one version of one benchmark, in the order of measuring, all of as many samples. */
export interface RecordedForks {
  benchmark: string;
  forks: readonly Pick<Fork, 'samples' | 'disturbance' | 'durationMs'>[];
}

export interface RecordedRunsOptions {
  runs: number;
  seed: number;
  rules: WallRules;
  /** Benchmarks of a run, each drawn from the recordings with replacement. @default 50 */
  benchmarks?: number;
  /** Planted in head of the first benchmark of each run: 0.05 scales its times by 1.05. @default 0 */
  slowdown?: number;
  /** Pairs that are taken as they were measured, one after the other. @default 8 */
  blockPairs?: number;
}

export interface RecordedRuns {
  /** Of the benchmarks in which nothing is planted. */
  alarms: AlarmRate;
  unchanged: Tally;
  /** Of the benchmark in which the slowdown is planted. */
  changed: Tally;
}

/**
 * Runs without a change, or with a planted one, made of recorded forks and judged by the decision that
 * a real run uses, setting aside included.
 *
 * Both versions are neighbours in the same recording, taken in blocks from a random place on (a block
 * bootstrap: Künsch, Annals of Statistics 17, 1989), because disturbances last: shuffled forks would
 * be more independent than real ones. The bound of the alarm rate takes the recording as it is; it
 * does not know of days that were not recorded.
 *
 * @throws {PerfKitError} when a recording has fewer than twenty forks, or there is none.
 */
export function resampleRuns(
  recordings: readonly RecordedForks[],
  options: RecordedRunsOptions,
): RecordedRuns {
  const { runs, seed, rules, benchmarks = 50, slowdown = 0, blockPairs = 8 } = options;
  const prepared = recordings.map((recording) => recordedPairs(recording, { blockPairs }));
  if (prepared.length === 0) {
    throw new PerfKitError('BAD_ARGUMENT', 'Expected recorded forks, got none. Record some first.');
  }
  const random = seededRandom(seed);
  const first = slowdown === 0 ? 0 : 1;
  const decided = Array.from({ length: runs }, () =>
    decideRun(
      Array.from({ length: benchmarks }, (_, index) => {
        const recording = prepared[Math.floor(random() * prepared.length)];
        const change = index < first ? slowdown : 0;
        return recording === undefined ? () => null : recording(random, change);
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
    unchanged: tally(still.flat()),
    changed: tally(decided.flatMap((run) => run.slice(0, first))),
  };
}

const LEAST_FORKS = 20;

/**
 * Prepares a recording for drawing comparisons from it: each call gives the pairs of one, with a
 * change planted in head. They are neighbours whose turns are drawn as those of
 * a real comparison.
 *
 * @throws {PerfKitError} when it has fewer than twenty forks.
 */
export function recordedPairs(
  { benchmark, forks }: RecordedForks,
  { blockPairs = 8 }: { blockPairs?: number } = {},
): (random: () => number, change: number) => NextPair {
  if (forks.length < LEAST_FORKS) {
    throw new PerfKitError(
      'BAD_ARGUMENT',
      `Expected at least ${LEAST_FORKS} recorded forks of "${benchmark}", got ${forks.length}. Record more, or leave it out.`,
    );
  }
  const usual = usualDisturbance(forks);
  const prepared = forks.map((fork) => ({
    samples: fork.samples,
    disturbed: disturbedBecause(fork, usual) !== null,
  }));
  return (random, change) => {
    const turns = drawTurns(random);
    let start = 0;
    return (pair) => {
      const first = turns(pair);
      if (pair % blockPairs === 0) start = Math.floor(random() * prepared.length);
      const position = start + 2 * (pair % blockPairs);
      const former = prepared[position % prepared.length];
      const latter = prepared[(position + 1) % prepared.length];
      if (former === undefined || latter === undefined) return null;
      if (former.disturbed || latter.disturbed) return null;
      const [base, head] = first === 'base' ? [former, latter] : [latter, former];
      return pairLogRatio({
        base: base.samples,
        head: change === 0 ? head.samples : head.samples.map((sample) => sample * (1 + change)),
      });
    };
  };
}
