import type { SeriesJudgement } from '../judge/judge-run.ts';
import type { Confirmation } from './suspect.ts';

/**
 * Returns a judgement with what measuring both versions in turns has shown: a confirmed suspicion is a regression or an
 * improvement, a refuted one is unchanged, and any other stays what it was.
 */
export function confirmed(judgement: SeriesJudgement, confirmation: Confirmation): SeriesJudgement {
  const { verdict, change } = judgement;
  const { suspicion: _, ...rest } = verdict;
  const reason = `${verdict.reason}; ${confirmation.reason}`;
  switch (confirmation.state) {
    case 'regression':
    case 'improvement':
      return {
        ...judgement,
        verdict: { ...rest, verdict: confirmation.state, reason },
        change: {
          runs: change?.runs ?? 1,
          earlierRuns: change?.earlierRuns ?? 0,
          direction: confirmation.state,
          certainty: 'confirmed',
          effect: confirmation.effect,
          interval: null,
        },
      };
    case 'unchanged':
      return {
        ...judgement,
        verdict: { ...rest, verdict: 'unchanged', reason },
        // The times of the history have a new level all the same: that of the machine.
        change: change && { ...change, certainty: 'refuted' },
      };
    case 'unanswered':
      return { ...judgement, verdict: { ...verdict, reason } };
  }
}
