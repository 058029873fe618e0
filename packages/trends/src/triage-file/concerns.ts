import type { MetricIdentity } from '@night-pilot/perf-report';
import { identityTitle } from '@night-pilot/perf-report/series';
import type { Finding } from '../findings/list-findings.ts';
import type { CommitsBetween } from './commits-between.ts';
import { matchesPattern } from './text-pattern.ts';
import type { TriageEntry } from './triage-entry.ts';

/**
 * Whether an entry of the triage file is about a finding: one of its series has the title, and one of the commits that may have
 * caused it is the commit of the entry.
 */
export function concerns(
  entry: TriageEntry,
  { series, before, since }: Finding,
  commitsBetween: CommitsBetween,
): boolean {
  // A series that measuring in turns has refuted changed with the machine: no commit is the cause.
  const shown = series.filter(({ certainty }) => certainty !== 'refuted');
  return (
    shown.some(({ identity }) => namesSeries(entry, identity)) &&
    namesCommit(entry, { before: before.sha, since: since.sha }, commitsBetween)
  );
}

/** Whether an entry has the title of a series. The instrument may stand behind it, as `perf-trends findings` prints it. */
export function namesSeries(
  { metric, instrument }: TriageEntry,
  identity: MetricIdentity,
): boolean {
  if (instrument !== undefined && instrument !== identity.instrument) return false;
  const title = identityTitle(identity);
  return (
    matchesPattern(title, metric) || matchesPattern(`${title} [${identity.instrument}]`, metric)
  );
}

/** Commits around a change; null where a run has none. */
interface ChangedBetween {
  before: string | null;
  since: string | null;
}

/** Whether the commit of an entry may have caused a change. */
export function namesCommit(
  { commit }: TriageEntry,
  { before, since }: ChangedBetween,
  commitsBetween: CommitsBetween,
): boolean {
  if (since === null) return false;
  const commits = before === null ? null : commitsBetween(before, since);
  return (commits ?? [since]).some((sha) => sha.startsWith(commit));
}
