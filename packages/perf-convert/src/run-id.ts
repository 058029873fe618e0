import { createHash } from 'node:crypto';
import type { Instrument } from '@night-pilot/perf-report';

export interface ConvertedRunFacts {
  /** ISO 8601, UTC; null when it is unknown. */
  startedAt: string | null;
  /** Full hash of the commit; null when it is unknown. */
  sha: string | null;
  project: string;
  /** Instrument given to all metrics; undefined when each has its own. */
  instrument?: Instrument | undefined;
}

/**
 * Returns the id of a run of another tool. The same file with the same start, commit and project always has the same
 * id; equal numbers of another day, commit or project are another run.
 */
export function convertedRunId(text: string, facts: ConvertedRunFacts): string {
  const { startedAt, sha, project, instrument = null } = facts;
  const stamp = startedAt?.replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);
  const content = createHash('sha256')
    .update(JSON.stringify([startedAt, sha, project, instrument]))
    .update(text);
  const hash = content.digest('hex').slice(0, 16);
  return ['converted', stamp, hash].filter((part) => part !== undefined).join('-');
}
