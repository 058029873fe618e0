import { pairLogRatio } from '../judge/fork-pair.ts';
import { judgeWall, type WallJudgement } from '../judge/judge-wall.ts';
import type { WallRules } from '../judge/wall-rules.ts';
import type { Fork, Metric, PerfReport } from '@night-pilot/perf-report';
import { identityKey } from '@night-pilot/perf-report/series';

/**
 * Judges the wall time of a saved comparison again: the k-th fork of base and the k-th fork of head are a pair.
 *
 * @returns One judgement for each benchmark that wall time was to judge, by its `identityKey`. Benchmarks that failed or
 *   were not reached are among them: the number of benchmarks must not depend on what was measured.
 */
export function rejudgePairs(
  base: PerfReport,
  head: PerfReport,
  rules: WallRules,
): Map<string, WallJudgement> {
  const before = new Map(base.metrics.map((metric) => [identityKey(metric), metric]));
  const timed = head.metrics.filter(({ instrument }) => instrument === 'wall');
  const keys = timed.map(identityKey);
  const evidence = timed.map((metric, index) => ({
    logRatios: logRatiosOf(forksOf(before.get(keys[index] ?? '')), forksOf(metric)),
    ended: { cause: 'record', text: 'the kept pairs ended' } as const,
  }));
  const judgements = judgeWall(evidence, rules);
  return new Map(keys.map((key, index) => [key, judgements[index] as WallJudgement]));
}

function forksOf(metric: Metric | undefined): readonly Fork[] {
  return metric?.state === 'measured' ? metric.forks : [];
}

/** Both forks of a pair are set aside together. */
function logRatiosOf(base: readonly Fork[], head: readonly Fork[]): number[] {
  return base.flatMap((ofBase, index) => {
    const ofHead = head[index];
    if (ofHead === undefined || ofBase.setAside !== null || ofHead.setAside !== null) return [];
    return [pairLogRatio({ base: ofBase.samples, head: ofHead.samples })];
  });
}
