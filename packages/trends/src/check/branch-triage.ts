import type { Verdict } from '@night-pilot/perf-report';
import type { SeriesToJudge } from '../judge/series.ts';
import type { CommitsBetween } from '../triage-file/commits-between.ts';
import { namesCommit, namesSeries } from '../triage-file/concerns.ts';
import type { TriageEntry } from '../triage-file/triage-entry.ts';

/** Judged series of a run, in one order. */
interface JudgedSeries {
  series: readonly SeriesToJudge[];
  verdicts: readonly Verdict[];
}

interface TriageRules {
  triage: readonly TriageEntry[];
  commitsBetween: CommitsBetween;
}

/**
 * Applies the triage file to a run that is no point of the history, such as one of a pull request. It keeps no findings, so the
 * entries are compared with its regressions: the commits after those of the base branch may have caused them.
 *
 * @param sha Commit of the run; null outside of git.
 * @returns The verdicts, of which those that an entry names are no regressions any more, and these entries.
 */
export function withBranchTriage(
  sha: string | null,
  { series, verdicts }: JudgedSeries,
  { triage, commitsBetween }: TriageRules,
): { verdicts: Verdict[]; used: Set<TriageEntry> } {
  const used = new Set<TriageEntry>();
  const triaged = verdicts.map((verdict, at): Verdict => {
    if ((verdict.suspicion ?? verdict.verdict) !== 'regression') return verdict;
    const before = series[at]?.earlier.at(-1)?.sha ?? null;
    const [entry, ...others] = triage.filter(
      (one) =>
        namesSeries(one, verdict.series) &&
        namesCommit(one, { before, since: sha }, commitsBetween),
    );
    if (entry === undefined) return verdict;
    for (const one of [entry, ...others]) used.add(one);
    const { suspicion: _, ...rest } = verdict;
    return {
      ...rest,
      verdict: 'undecided',
      reason: `${verdict.reason}; performance.toml calls it ${entry.state} (${entry.reason})`,
    };
  });
  return { verdicts: triaged, used };
}
