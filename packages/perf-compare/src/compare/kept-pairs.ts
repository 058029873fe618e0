import { pairLogRatio } from '../judge/fork-pair.ts';
import { judgeWall, type WallJudgement } from '../judge/judge-wall.ts';
import type { WallRules } from '../judge/wall-rules.ts';
import type { Fork, Metric, PerfReport } from '@night-pilot/perf-report';
import { identityKey } from '@night-pilot/perf-report/series';

/**
 * Judges the wall time of one comparison again: the k-th fork of base was measured beside the k-th of head.
 *
 * @returns One judgement for each benchmark that was to be timed, by its `identityKey`. Those that failed or were not
 *   reached are among them, because the number of benchmarks must not depend on what was measured.
 */
export function judgeKeptPairs(
  base: PerfReport,
  head: PerfReport,
  rules: WallRules,
): Map<string, WallJudgement> {
  const before = new Map(base.metrics.map((metric) => [identityKey(metric), metric]));
  const timed = head.metrics.filter(({ instrument }) => instrument === 'wall');
  const keys = timed.map(identityKey);
  const evidence = timed.map((metric, index) => ({
    logRatios: logRatiosOf(forksOf(before.get(keys[index] ?? '')), forksOf(metric)),
    ended: 'the kept pairs ended',
  }));
  const judgements = judgeWall(evidence, rules);
  return new Map(keys.map((key, index) => [key, judgements[index] as WallJudgement]));
}

function forksOf(metric: Metric | undefined): readonly Fork[] {
  return metric?.state === 'measured' ? metric.forks : [];
}

/** A pair that was set aside is so in both arms. */
function logRatiosOf(base: readonly Fork[], head: readonly Fork[]): number[] {
  return base.flatMap((from, index) => {
    const to = head[index];
    if (to === undefined || from.setAside !== null || to.setAside !== null) return [];
    return [pairLogRatio({ base: from.samples, head: to.samples })];
  });
}
