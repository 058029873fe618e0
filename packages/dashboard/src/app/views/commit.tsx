import type { SiteRun } from '../../site-data.ts';
import { shortCommit } from '../text/short-commit.ts';

/** A short commit hash whose title is the full one. */
export function Commit({ run }: { run: SiteRun }) {
  return <code title={run.sha ?? undefined}>{shortCommit(run)}</code>;
}
