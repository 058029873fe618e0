import type { SiteRun } from '../../site-data.ts';
import { texts } from './texts.ts';

/** The first eight digits of a commit, or that there is none. */
export function shortCommit({ sha }: SiteRun): string {
  return sha?.slice(0, 8) ?? texts.run.noCommit;
}
