import {
  type CountedArm,
  type CountFinding,
  type CountJudgement,
  judgeCounts,
} from '@night-pilot/perf-compare/judge';
import {
  type AmongOthers,
  changeOf,
  type Decision,
  evidence,
  foundText,
  isInside,
  type JudgedSeries,
  named,
  NO_CHANGE,
  shareText,
  whyNoAlarm,
} from './decision.ts';
import type { SeriesToJudge } from './series.ts';
import { trimmed } from './spread.ts';

export interface CountRule extends AmongOthers {
  /** Largest relative change that does not matter. */
  floor: number;
  /** null when there are too few earlier runs for an interval. */
  judged: JudgedSeries | null;
}

/**
 * Decides on a count by the rule of `perf-kit compare`: compared with each earlier run except the
 * outliers, it has to be beyond the floor, or within it. One earlier run is enough, as for two
 * reports. With enough earlier runs for an interval, the interval has to agree, because not every
 * count repeats well.
 */
export function decideCount(
  series: SeriesToJudge,
  { floor, judged, ...others }: CountRule,
): Decision {
  if (judged !== null && !others.isAlarm && !isInside(judged)) {
    const change = changeOf(judged);
    const found = foundText(series, change, judged.comparison.centre);
    const reason = `${found}: ${whyNoAlarm(judged, others)}`;
    return { ...evidence(series), ...change, verdict: 'undecided', reason };
  }
  const { judgement, finding } = judgeAgainst(series, floor, judged !== null);
  const { base, head, effect } = finding;
  const change = changeOfCount(effect, judged);
  const found = foundText(series, change, base);
  const limit = shareText(floor);
  const because = (verdict: Decision['verdict'], reason: string): Decision => ({
    ...{ ...evidence(series), ...change, verdict },
    reason: `${found}: ${reason}`,
  });
  switch (judgement.state) {
    case 'regression':
    case 'improvement':
      return because(named(head - base, series), `wholly beyond ${limit}`);
    case 'unchanged':
      return because('unchanged', withinText(series, { base, head, limit }));
    case 'undecided':
    case 'refused':
      return because(
        'undecided',
        series.isSteady ? `beyond ${limit} of some of them and not of others` : STILL_MOVED,
      );
  }
}

/** Compares the value with those of the earlier runs that the trimming keeps. */
function judgeAgainst(
  { mean, earlier, resolution, isSteady }: SeriesToJudge,
  floor: number,
  hasHistory: boolean,
): { judgement: CountJudgement; finding: CountFinding } {
  const kept = trimmed(earlier.map((run) => run.mean));
  const judgement = judgeCounts(
    { base: armOf(kept), head: isSteady ? armOf([mean]) : unsteadyArm(mean) },
    // A history shows how far repeats differ, so nothing has to be assumed.
    { floor, resolution, ...(hasHistory && { repeatNoise: 0 }) },
  );
  const finding = 'finding' in judgement ? judgement.finding : judgement;
  if (!finding || !('effect' in finding)) throw new Error('A count was not compared.');
  return { judgement, finding };
}

/** A change from zero has no relative size; one below the resolution is no change. */
function changeOfCount(effect: number | null, judged: JudgedSeries | null) {
  if (judged === null || effect === null) return { effect, interval: null };
  return effect === 0 ? { effect, interval: NO_CHANGE } : changeOf(judged);
}

function withinText(
  { resolution, unit }: SeriesToJudge,
  { base, head, limit }: { base: number; head: number; limit: string },
): string {
  return base !== head && Math.abs(base - head) < resolution
    ? `the difference is below the resolution of this count, ${resolution} ${unit}`
    : `wholly inside ±${limit}`;
}

const STILL_MOVED = 'the count was not steady, and the difference is too small for that';

function unsteadyArm(value: number): CountedArm {
  return { state: 'not-steady', reason: STILL_MOVED, repeats: [{ early: value, late: value }] };
}

function armOf(values: readonly number[]): CountedArm {
  const repeats = values.map((value) => ({ early: value, late: value }));
  return { state: 'counted', repeats };
}
