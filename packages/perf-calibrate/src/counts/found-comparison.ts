import { type CountJudgement, judgeCounts } from '@night-pilot/perf-compare/judge';
import type { RecordedComparison } from './recorded-comparisons.ts';

/** What a comparison of two versions of a program came to. */
export interface FoundComparison extends Pick<RecordedComparison, 'program' | 'label' | 'seconds'> {
  verdict: CountJudgement['state'];
  /** Why it is undecided or refused. */
  because: string | null;
  /** Of an iteration. null: a version was not counted. */
  counts: { base: number; head: number } | null;
  /** Relative change. null: none is known, or base is 0. */
  effect: number | null;
  /** How far from no change repeats and slopes reach, as a share. null: there are none, or without limit. */
  reach: number | null;
  /** Both versions are the same code in other files: they have a floor of their own. */
  isMoved: boolean;
}

/** Judges what was kept of a comparison by the rules of `perf-kit compare`. */
export function judgeRecorded({
  program,
  label,
  base,
  head,
  seconds,
}: RecordedComparison): FoundComparison {
  const judgement = judgeCounts({ base, head });
  const finding = findingOf(judgement);
  const reach = finding && Math.max(Math.abs(finding.range.low), Math.abs(finding.range.high));
  return {
    program,
    label,
    seconds,
    verdict: judgement.state,
    because: 'because' in judgement ? judgement.because : null,
    counts: finding && { base: finding.base, head: finding.head },
    effect: finding && finding.effect,
    isMoved: finding?.isMoved ?? false,
    reach: reach !== null && Number.isFinite(reach) ? reach : null,
  };
}

function findingOf(judgement: CountJudgement) {
  switch (judgement.state) {
    case 'refused':
    case 'undecided':
      return judgement.finding ?? null;
    case 'regression':
    case 'improvement':
    case 'unchanged':
      return judgement;
  }
}
