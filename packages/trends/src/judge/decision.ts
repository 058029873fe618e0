import { formatChange, formatValue } from '@night-pilot/perf-kit';
import type { Interval, Verdict } from '@night-pilot/perf-kit/report';
import { type Candidate, isBeyond } from './alarms.ts';
import { effectInterval, effectOf } from './comparison.ts';
import { INTERVAL_LEVEL } from './options.ts';
import type { SeriesToJudge } from './series.ts';

/** A verdict without the names of the series and of the judged run. */
export type Decision = Pick<
  Verdict,
  'verdict' | 'reason' | 'base' | 'pairs' | 'effect' | 'interval'
>;

/** A series with enough earlier runs, and what their comparison says. */
export interface JudgedSeries extends Candidate {
  series: SeriesToJudge;
}

/** What the other series of the run say about one. */
export interface AmongOthers {
  /** Whether the run's alarms hold this series. */
  isAlarm: boolean;
  /** How many series were compared. */
  seriesOfRun: number;
}

/** The earlier runs that a decision rests on. */
export function evidence({ earlier }: SeriesToJudge): Pick<Decision, 'base' | 'pairs'> {
  const [first] = earlier;
  if (first === undefined) return { base: null, pairs: 0 };
  const shared = earlier.every(({ sha }) => sha === first.sha) ? first.sha : null;
  return { base: { runs: earlier.map(({ run }) => run), sha: shared }, pairs: earlier.length };
}

/** The change as a verdict holds it: relative, or none where there is nothing to relate it to. */
export function changeOf({ comparison }: Candidate): Pick<Decision, 'effect' | 'interval'> {
  const effect = effectOf(comparison);
  const isRelative = comparison.centre !== 0 || effect === 0;
  return { effect, interval: isRelative ? effectInterval(comparison, INTERVAL_LEVEL) : null };
}

/** `+5.0 % (+4.0 % to +6.0 %) against 12 earlier runs`; a change without an interval by its values. */
export function foundText(
  series: SeriesToJudge,
  { effect, interval }: Pick<Decision, 'effect' | 'interval'>,
  before: number,
): string {
  const { mean, unit, resolution, earlier } = series;
  const show = (value: number) => formatValue(Math.abs(value) < resolution ? 0 : value, unit);
  const change =
    effect === null || interval === null
      ? `from ${show(before)} to ${show(mean)}`
      : `${formatChange(effect)} (${formatChange(interval.low)} to ${formatChange(interval.high)})`;
  return `${change} against ${earlier.length} earlier ${earlier.length === 1 ? 'run' : 'runs'}`;
}

/** Why a change that is not wholly inside the smallest effect raises no alarm. */
export function whyNoAlarm(judged: Candidate, { seriesOfRun }: AmongOthers): string {
  const limit = shareText(judged.smallestEffect);
  return isBeyond(judged, INTERVAL_LEVEL)
    ? `alone beyond ${limit}, but among ${seriesOfRun} series chance does this too often`
    : `too wide to tell a change of ${limit} from none`;
}

/** Whether the whole interval is within the smallest effect, on both sides of zero. */
export function isInside({ comparison, smallestEffect }: Candidate): boolean {
  const { low, high } = effectInterval(comparison, INTERVAL_LEVEL);
  return low >= -smallestEffect && high <= smallestEffect;
}

/** What more or less of a series is called. */
export function named(change: number, { better }: SeriesToJudge): 'regression' | 'improvement' {
  return change > 0 === (better === 'lower') ? 'regression' : 'improvement';
}

export function shareText(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

/** Of a value that is the same in all runs. */
export const NO_CHANGE: Interval = { low: 0, high: 0, level: INTERVAL_LEVEL };
