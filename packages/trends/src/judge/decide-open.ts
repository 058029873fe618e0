import { formatChange } from '@night-pilot/perf-report/text';
import { bareChange } from './comparison.ts';
import type { Decision } from './decision.ts';
import type { OpenRegression, SeriesToJudge } from './series.ts';

/** Decides on a series that has not changed since a regression that is still open: it is as bad as it was found. */
export function decideOpen(
  series: SeriesToJudge,
  { finding, state, isCertain, since, before }: OpenRegression,
  { reason }: Decision,
): Decision {
  const effect = bareChange(
    series.mean,
    before.map(({ mean }) => mean),
  );
  const change = effect === null ? 'changed' : formatChange(effect);
  return {
    verdict: isCertain ? 'regression' : 'undecided',
    ...(!isCertain && { suspicion: 'regression' as const }),
    reason: `${change} since run ${since.run} (finding ${finding}, ${state}); since then ${reason}`,
    finding: { id: finding, state },
    base: { runs: before.map(({ run }) => run), sha: sharedSha(before) },
    pairs: before.length,
    effect,
    interval: null,
  };
}

/** Decides on a series of which a regression has gone away. */
export function decideFixed(series: SeriesToJudge, fixed: readonly OpenRegression[]): Decision {
  const [first] = fixed;
  const before = first?.before ?? [];
  const effect = bareChange(
    series.mean,
    before.map(({ mean }) => mean),
  );
  const names = fixed.map(({ finding }) => finding).join(', ');
  return {
    verdict: 'improvement',
    reason: `as before run ${first?.since.run ?? ''} again (${formatChange(effect ?? 0)}): finding ${names} is fixed`,
    base: { runs: before.map(({ run }) => run), sha: sharedSha(before) },
    pairs: before.length,
    effect,
    interval: null,
  };
}

function sharedSha(runs: readonly { sha: string | null }[]): string | null {
  const [first] = runs;
  return first !== undefined && runs.every(({ sha }) => sha === first.sha) ? first.sha : null;
}
