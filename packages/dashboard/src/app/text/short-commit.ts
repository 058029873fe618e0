import type { SiteRun } from '../../site-data.ts';
import { texts } from './texts.ts';

/** Returns the first eight digits of a commit, or `no commit`. */
export function shortCommit({ sha }: SiteRun): string {
  return sha?.slice(0, 8) ?? texts.run.noCommit;
}
