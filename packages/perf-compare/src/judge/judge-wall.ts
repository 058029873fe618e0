import type { Interval } from '@night-pilot/perf-report';
import { holm } from './holm.ts';
import type { Stop } from './stop.ts';
import { type Estimate, estimates, noChangePValue, repeatedInterval } from './repeated-interval.ts';
import type { WallRules } from './wall-rules.ts';

/** The evidence of one benchmark so far. */
export interface WallEvidence {
  /** Log ratios of the pairs that count, in the order of measuring; see `pairLogRatio`. */
  logRatios: readonly number[];
  /** Why no more pairs are added. null: they are. */
  ended: Stop | null;
}

/** The estimate for one benchmark at its latest look. */
export interface WallFinding {
  pairs: number;
  /** Relative change from base to head: 0.05 is 5 % slower. */
  effect: number;
  /** Interval of the effect, at the level of the rules. */
  interval: Interval;
  /** Holm's p-value of "no change at all", over all benchmarks of the run and all looks. */
  adjustedP: number;
}

export type WallJudgement =
  | ({ state: 'regression' | 'improvement' | 'unchanged' } & WallFinding)
  | { state: 'more'; untilPairs: number; finding: WallFinding | null }
  | { state: 'undecided'; stop: Stop; finding: WallFinding | null };

/**
 * Judges every benchmark of a run by its pairs. It may be called after each pair: a decision on one benchmark does not
 * change when evidence is added to the others.
 *
 * A benchmark is a `regression` when two things hold, and an `improvement` when they hold on the other
 * side:
 *
 * 1. Something changed: Holm's p-value of "no change at all" is at most `alarmRate`. This keeps the
 *    promise for the run: at most that share of runs without a change raise an alarm.
 * 2. It matters: the whole interval lies beyond the smallest effect that matters. For a benchmark
 *    that changed by less than that, this is wrong in at most (1 − level) / 2 of comparisons.
 *
 * It is `unchanged` when the whole interval of the stricter `unchangedLevel` lies inside: a change as
 * large as `minEffect` is called `unchanged` in at most (1 − unchangedLevel) / 2 of comparisons. Otherwise `more`
 * pairs are needed, up to the last look or until `ended`; after that it is `undecided`.
 *
 * Effects are compared as ratios: the far side of 2 % slower is base 2 % slower than head, 1 / 1.02.
 * Therefore swapping base and head gives the opposite verdict.
 *
 * @param evidence The evidence of every benchmark that wall time may judge in this run, from the first
 *   call on. Benchmarks without pairs count too: the number of benchmarks must not depend on what was measured.
 * @returns One judgement for each, in the same order.
 */
export function judgeWall(evidence: readonly WallEvidence[], rules: WallRules): WallJudgement[] {
  const looks = evidence.map(({ logRatios }) => estimates(logRatios, rules.plan));
  const adjusted = holm(looks.map(noChangePValue));
  return evidence.map(({ ended }, index) =>
    judgeBenchmark({ looks: looks[index] ?? [], adjustedP: adjusted[index] ?? 1, ended }, rules),
  );
}

interface LooksOfBenchmark {
  looks: readonly Estimate[];
  adjustedP: number;
  ended: Stop | null;
}

function judgeBenchmark(
  { looks, adjustedP, ended }: LooksOfBenchmark,
  rules: WallRules,
): WallJudgement {
  const next = rules.plan.looks[looks.length];
  const latest = looks.at(-1);
  const finding = latest === undefined ? null : describe(latest, adjustedP, rules);
  if (latest !== undefined && finding !== null) {
    const margin = Math.log1p(rules.minEffect);
    const shown = repeatedInterval(latest, rules.level);
    if (adjustedP <= rules.alarmRate && shown.low > margin) {
      return { state: 'regression', ...finding };
    }
    if (adjustedP <= rules.alarmRate && shown.high < -margin) {
      return { state: 'improvement', ...finding };
    }
    const strict = repeatedInterval(latest, rules.unchangedLevel);
    if (strict.low > -margin && strict.high < margin) return { state: 'unchanged', ...finding };
  }
  if (ended !== null) return { state: 'undecided', stop: ended, finding };
  if (next === undefined) {
    const text = `all ${latest?.pairs ?? 0} pairs that the plan allows were measured`;
    return { state: 'undecided', stop: { cause: 'plan', text }, finding };
  }
  return { state: 'more', untilPairs: next.pairs, finding };
}

function describe(latest: Estimate, adjustedP: number, { level }: WallRules): WallFinding {
  const { low, high } = repeatedInterval(latest, level);
  return {
    pairs: latest.pairs,
    effect: Math.expm1(latest.meanLogRatio),
    interval: { low: Math.expm1(low), high: Math.expm1(high), level },
    adjustedP,
  };
}
