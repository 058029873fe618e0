import { IS_DETERMINISTIC, type Verdict } from '@night-pilot/perf-report';
import type { CheckedRun } from '../check/check-run.ts';
import { MIN_EARLIER_COUNTS, MIN_EARLIER_RUNS } from '../judge/options.ts';

/** Series are judged from these runs on, counted from 1. */
const FIRST_RUN = { counts: MIN_EARLIER_COUNTS + 1, times: MIN_EARLIER_RUNS + 1 } as const;

/**
 * Says from which run on a young history judges its series.
 *
 * @returns null once every series has enough earlier runs.
 */
export function firstVerdicts({ verdicts: { verdicts } }: CheckedRun): string | null {
  if (verdicts.length > 0 && verdicts.every(hasNoBaseline)) {
    return (
      'This is the first run: there is nothing to compare it with yet. Counts (instructions, bytes ' +
      `allocated, sizes) are judged from the ${ordinal(FIRST_RUN.counts)} run on, times from the ${ordinal(FIRST_RUN.times)}.`
    );
  }
  const waiting = verdicts.filter(isWaiting).length;
  if (waiting === 0) return null;
  const series = waiting === 1 ? '1 series has' : `${waiting} series have`;
  return `Times are judged from the ${ordinal(FIRST_RUN.times)} run on: ${series} fewer than ${MIN_EARLIER_RUNS} earlier runs.`;
}

function hasNoBaseline({ verdict, base }: Verdict): boolean {
  return verdict === 'undecided' && base === null;
}

/** Whether a time is undecided only because too few runs have measured it. */
function isWaiting({ verdict, base, pairs, interval, series }: Verdict): boolean {
  if (verdict !== 'undecided' || IS_DETERMINISTIC[series.instrument]) return false;
  return base !== null && interval === null && pairs < MIN_EARLIER_RUNS;
}

const ORDINALS = [
  ...['first', 'second', 'third', 'fourth', 'fifth'],
  ...['sixth', 'seventh', 'eighth', 'ninth', 'tenth'],
];

function ordinal(number: number): string {
  return ORDINALS[number - 1] ?? `${number}th`;
}
