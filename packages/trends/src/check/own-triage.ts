import type { Verdict } from '@night-pilot/perf-report';
import type { Finding } from '../findings/list-findings.ts';

/** Judged series of a run: its ids and verdicts, in one order. */
interface JudgedSeries {
  ids: readonly string[];
  verdicts: readonly Verdict[];
}

/**
 * Applies the triage of the regressions that this very run found. Judging looks at the findings of earlier runs
 * only, and a run that begins an expected level has nothing on that level to be compared with.
 */
export function withOwnTriage(
  run: string,
  { ids, verdicts }: JudgedSeries,
  findings: readonly Finding[],
): Verdict[] {
  const own = findings.filter(
    ({ foundBy, direction }) => foundBy === run && direction === 'regression',
  );
  const bySeries = new Map(
    own.flatMap((finding) => finding.series.map(({ id }) => [id, finding] as const)),
  );
  return verdicts.map((verdict, at) => {
    const finding = bySeries.get(ids[at] ?? '');
    if (finding === undefined || (verdict.suspicion ?? verdict.verdict) !== 'regression') {
      return verdict;
    }
    return said(verdict, finding);
  });
}

function said(verdict: Verdict, { id, state, note, since }: Finding): Verdict {
  if (state === 'acknowledged') return { ...verdict, finding: { id, state } };
  if (state !== 'expected') return verdict;
  const { suspicion: _, ...rest } = verdict;
  const why = note === null ? '' : ` (${note})`;
  return {
    ...rest,
    verdict: 'undecided',
    reason: `${verdict.reason}; finding ${id} is expected${why}: later runs are compared with those since run ${since.run}`,
  };
}
