import { formatChange } from '@night-pilot/perf-report/text';
import { effectInterval, effectOf } from './comparison.ts';
import { type Decision, named } from './decision.ts';
import { INTERVAL_LEVEL } from './options.ts';
import { type RecentStep, STEP_COMPARISONS } from './recent-steps.ts';
import type { SeriesToJudge } from './series.ts';
import type { Shift } from './shift.ts';

/** A series of times, and what its newest runs show together. */
export interface SteppedSeries {
  series: SeriesToJudge;
  steps: readonly RecentStep[];
  smallestEffect: number;
}

/**
 * Finds the step of the newest runs that is furthest beyond chance, when it is large enough to matter: at least half of
 * the smallest effect, because the mean of few runs is uncertain by about that.
 *
 * @param level Share of unchanged series that show no step.
 */
export function clearestStep(
  { steps, smallestEffect }: SteppedSeries,
  level: number,
): RecentStep | null {
  const each = 1 - (1 - level) / STEP_COMPARISONS;
  const clear = steps.filter((step) => {
    const { low, high } = effectInterval(step, each);
    return (low > 0 || high < 0) && Math.abs(effectOf(step) ?? 0) >= smallestEffect / 2;
  });
  return clear.sort((a, b) => b.clarity - a.clarity)[0] ?? null;
}

/** Decides on a series of times whose newest runs show a step: a suspicion. */
export function decideStep(series: SeriesToJudge, step: RecentStep): Shift {
  const name = named(step.difference, series);
  const effect = effectOf(step);
  const interval = effectInterval(step, INTERVAL_LEVEL);
  const before = series.earlier.slice(0, 1 - step.runs);
  const since = series.earlier.at(1 - step.runs);
  const { instrument } = series.identity;
  const change = `${formatChange(effect ?? 0)} (${formatChange(interval.low)} to ${formatChange(interval.high)})`;
  const decision: Decision = {
    verdict: 'undecided',
    suspicion: name,
    reason: `suspicion of ${name === 'regression' ? 'a regression' : 'an improvement'}: ${change} since run ${since?.run ?? ''}, ${step.runs} runs against ${before.length} earlier ones; ${instrument} alone fails no run, measure both versions in turns`,
    base: { runs: before.map(({ run }) => run), sha: null },
    pairs: before.length,
    effect,
    interval,
  };
  return { runs: step.runs, earlierRuns: 0, decision };
}
