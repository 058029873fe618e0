import { type CountJudgement, judgeCounts } from '@night-pilot/perf-compare/judge';
import type { RecordedComparison } from './recorded-comparisons.ts';

/** Result of a comparison of two versions of a program. */
export interface FoundComparison extends Pick<RecordedComparison, 'program' | 'label' | 'seconds'> {
  verdict: CountJudgement['state'];
  /** The reason why it is undecided or refused. */
  because: string | null;
  /** Counts of an iteration. null: a version was not counted. */
  counts: { base: number; head: number } | null;
  /** Relative change. null: unknown, or base is 0. */
  effect: number | null;
  /** Largest deviation of repeats and slopes from no change, as a share. null: unknown, or infinite. */
  reach: number | null;
  /** Whether both versions are the same code in other files, which has its own floor. */
  isMoved: boolean;
}

/** Judges a recorded comparison by the rules of `perf-kit compare`. */
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
