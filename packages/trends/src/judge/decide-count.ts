import {
  type CountedArm,
  type CountFinding,
  type CountJudgement,
  judgeCounts,
} from '@night-pilot/perf-kit';
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
  /** Relative change that does not matter. */
  floor: number;
  /** Null with too few earlier runs for an interval. */
  judged: JudgedSeries | null;
}

/**
 * The verdict on a count, by the rule of `perf-kit compare`: against each earlier run, but for the
 * outliers, it has to lie beyond the floor, or within it. One earlier run is enough, as two reports
 * are. Where there are enough of them to tell how far they differ by themselves, the interval of the
 * change has to say so too: not every count repeats as it should.
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

/** Judges the value against those of the earlier runs that the trimming keeps. */
function judgeAgainst(
  { mean, earlier, resolution, isSteady }: SeriesToJudge,
  floor: number,
  hasHistory: boolean,
): { judgement: CountJudgement; finding: CountFinding } {
  const kept = trimmed(earlier.map((run) => run.mean));
  const judgement = judgeCounts(
    { base: armOf(kept), head: isSteady ? armOf([mean]) : unsteadyArm(mean) },
    // With a history nothing has to be assumed about how far repeats differ.
    { floor, resolution, ...(hasHistory && { repeatNoise: 0 }) },
  );
  const finding = 'finding' in judgement ? judgement.finding : judgement;
  if (!finding || !('effect' in finding)) throw new Error('A count was not compared.');
  return { judgement, finding };
}

/** From nothing, or what the count cannot tell from it, a change has no size; below its resolution it is none. */
function changeOfCount(effect: number | null, judged: JudgedSeries | null) {
  if (judged === null || effect === null) return { effect, interval: null };
  return effect === 0 ? { effect, interval: NO_CHANGE } : changeOf(judged);
}

function withinText(
  { resolution, unit }: SeriesToJudge,
  { base, head, limit }: { base: number; head: number; limit: string },
): string {
  return base !== head && Math.abs(base - head) < resolution
    ? `the difference is less than this count can tell, ${resolution} ${unit}`
    : `wholly inside ±${limit}`;
}

const STILL_MOVED = 'it still moved while it was counted, and is not far enough from them';

function unsteadyArm(value: number): CountedArm {
  return { state: 'not-steady', reason: STILL_MOVED, repeats: [{ early: value, late: value }] };
}

function armOf(values: readonly number[]): CountedArm {
  const repeats = values.map((value) => ({ early: value, late: value }));
  return { state: 'counted', repeats };
}
