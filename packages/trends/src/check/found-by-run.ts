import type { FoundByRun, FoundChange } from '../findings/keep-findings.ts';
import type { SeriesJudgement } from '../judge/judge-run.ts';
import type { SeriesToJudge } from '../judge/series.ts';

interface JudgedRun {
  /** Series ids, in the order of the series. */
  ids: readonly string[];
  series: readonly SeriesToJudge[];
  judged: readonly SeriesJudgement[];
}

/** Returns what a run of the history has shown: changes with the run that each starts with, and regressions that went away. */
export function foundByRun(run: string, { ids, series, judged }: JudgedRun): FoundByRun {
  const changes: FoundChange[] = [];
  const fixed: FoundByRun['fixed'][number][] = [];
  for (const [at, judgement] of judged.entries()) {
    const id = ids[at] ?? '';
    fixed.push(...judgement.fixed.map(({ finding }) => ({ finding, series: id })));
    const { change } = judgement;
    if (change === null) continue;
    const runs = [...(series[at]?.earlier.map((one) => one.run) ?? []), run];
    const firstRun = runs.at(-change.runs);
    const beforeRun = runs.at(-change.runs - change.earlierRuns - 1);
    if (firstRun === undefined || beforeRun === undefined) continue;
    changes.push({
      series_id: id,
      direction: change.direction,
      certainty: change.certainty,
      effect: change.effect,
      low: change.interval?.low ?? null,
      high: change.interval?.high ?? null,
      firstRun,
      beforeRun,
    });
  }
  return { run, changes, fixed };
}
