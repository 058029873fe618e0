import type { SeriesJudgement } from '../judge/judge-run.ts';
import type { SeriesToJudge } from '../judge/series.ts';
import type { StoredRun } from '../store/history.ts';
import { confirmed } from './confirmed.ts';
import type { ConfirmSuspects, Suspect } from './suspect.ts';

interface Confirming {
  run: StoredRun;
  series: readonly SeriesToJudge[];
  /** @default nothing is measured */
  confirm: ConfirmSuspects | undefined;
}

/**
 * Has suspicious times measured in turns, between the last run before the change and the judged one. Only commits can be
 * measured again: the work tree of a dirty run is gone.
 *
 * @param judged In the order of the series.
 * @returns Judgements in the same order.
 */
export async function confirmSuspicions(
  judged: readonly SeriesJudgement[],
  { run, series, confirm }: Confirming,
): Promise<SeriesJudgement[]> {
  const suspects = new Map<SeriesJudgement, Suspect>();
  for (const [at, judgement] of judged.entries()) {
    const one = series[at];
    if (!judgement.isSuspect || one === undefined || one.identity.instrument !== 'wall') continue;
    const { runs, earlierRuns } = judgement.change ?? { runs: 1, earlierRuns: 0 };
    const before = one.earlier.at(-runs - earlierRuns);
    if (run.sha === null || run.dirty === 1 || typeof before?.sha !== 'string') continue;
    suspects.set(judgement, { identity: one.identity, base: before.sha, head: run.sha });
  }
  if (confirm === undefined || suspects.size === 0) return [...judged];
  const confirmations = await confirm([...suspects.values()]);
  const keys = [...suspects.keys()];
  return judged.map((judgement) => {
    const confirmation = confirmations[keys.indexOf(judgement)];
    return confirmation === undefined ? judgement : confirmed(judgement, confirmation);
  });
}
