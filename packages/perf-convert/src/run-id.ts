import { createHash } from 'node:crypto';
import type { Instrument } from '@night-pilot/perf-report';

export interface ConvertedRunFacts {
  /** ISO 8601, UTC. */
  startedAt: string;
  /** Full hash of the commit; null where nobody told it. */
  sha: string | null;
  project: string;
  /** The one that every metric was given; undefined where they have their own. */
  instrument?: Instrument | undefined;
}

/**
 * The id of a run that another tool measured. The same file of the same start, commit and project
 * has the same id each time; unchanged numbers of another day, commit or project are another run.
 */
export function convertedRunId(text: string, facts: ConvertedRunFacts): string {
  const { startedAt, sha, project, instrument = null } = facts;
  const stamp = startedAt.replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);
  const content = createHash('sha256')
    .update(JSON.stringify([startedAt, sha, project, instrument]))
    .update(text);
  return `converted-${stamp}-${content.digest('hex').slice(0, 16)}`;
}
