import type { SiteRun } from '../../site-data.ts';
import { shortCommit } from '../text/short-commit.ts';

/** A commit in short; the whole of it on request. */
export function Commit({ run }: { run: SiteRun }) {
  return <code title={run.sha ?? undefined}>{shortCommit(run)}</code>;
}
