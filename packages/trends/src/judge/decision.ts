import type { Interval, Verdict } from '@night-pilot/perf-report';
import { formatChange, formatValue } from '@night-pilot/perf-report/text';
import { type Candidate, isBeyond } from './alarms.ts';
import { effectInterval, effectOf } from './comparison.ts';
import { INTERVAL_LEVEL } from './options.ts';
import type { SeriesToJudge } from './series.ts';

/** A verdict without the series and the judged run. */
export type Decision = Pick<
  Verdict,
  'verdict' | 'reason' | 'suspicion' | 'finding' | 'base' | 'pairs' | 'effect' | 'interval'
>;

/** A series with enough earlier runs, and its comparison with them. */
export interface JudgedSeries extends Candidate {
  series: SeriesToJudge;
}

/** The context of a series: the other series of its run. */
export interface AmongOthers {
  /** Whether this series is among the alarms of the run. */
  isAlarm: boolean;
  /** Number of series that were compared. */
  seriesOfRun: number;
  /** Whether the next run of the history will tell an outlier from a change. */
  isOutlierPossible: boolean;
}

/** Returns the earlier runs that a decision is based on. */
export function evidence({ earlier }: SeriesToJudge): Pick<Decision, 'base' | 'pairs'> {
  const [first] = earlier;
  if (first === undefined) return { base: null, pairs: 0 };
  const shared = earlier.every(({ sha }) => sha === first.sha) ? first.sha : null;
  return { base: { runs: earlier.map(({ run }) => run), sha: shared }, pairs: earlier.length };
}

/** Returns the relative change for a verdict; null when the centre is zero. */
export function changeOf({ comparison }: Candidate): Pick<Decision, 'effect' | 'interval'> {
  const effect = effectOf(comparison);
  const isRelative = comparison.centre !== 0 || effect === 0;
  return { effect, interval: isRelative ? effectInterval(comparison, INTERVAL_LEVEL) : null };
}

/** Describes a change: `+5.0 % (+4.0 % to +6.0 %) against 12 earlier runs`, or by its values without an interval. */
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

/** Explains why a change that is not wholly inside the smallest effect raises no alarm. */
export function whyNoAlarm(judged: Candidate, { seriesOfRun }: AmongOthers): string {
  const limit = shareText(judged.smallestEffect);
  return isBeyond(judged, INTERVAL_LEVEL)
    ? `beyond ${limit} by itself, but chance does this too often among ${seriesOfRun} series`
    : `too wide to distinguish a change of ${limit} from none`;
}

/** Whether the whole interval is within the smallest effect, on both sides of zero. */
export function isInside({ comparison, smallestEffect }: Candidate): boolean {
  const { low, high } = effectInterval(comparison, INTERVAL_LEVEL);
  return low >= -smallestEffect && high <= smallestEffect;
}

/** Names a change: a regression or an improvement. */
export function named(change: number, { better }: SeriesToJudge): 'regression' | 'improvement' {
  return change > 0 === (better === 'lower') ? 'regression' : 'improvement';
}

/** Formats a share as a percentage: 0.004 is `0.4 %`. */
export function shareText(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

/** Interval of the change when the value is the same in all runs. */
export const NO_CHANGE: Interval = { low: 0, high: 0, level: INTERVAL_LEVEL };
