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
  if (!shown.some(({ identity }) => isOf(entry, identity))) return false;
  if (since.sha === null) return false;
  const commits = before.sha === null ? null : commitsBetween(before.sha, since.sha);
  return (commits ?? [since.sha]).some((sha) => sha.startsWith(entry.commit));
}

/** The instrument may stand behind the title, as `perf-trends findings` prints it. */
function isOf(
  { metric, instrument }: TriageEntry,
  identity: Finding['series'][number]['identity'],
): boolean {
  if (instrument !== undefined && instrument !== identity.instrument) return false;
  const title = identityTitle(identity);
  return (
    matchesPattern(title, metric) || matchesPattern(`${title} [${identity.instrument}]`, metric)
  );
}
