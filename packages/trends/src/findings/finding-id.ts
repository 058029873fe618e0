import { digest } from '../store/digest.ts';

/**
 * Returns the id of a finding, such as `f3a91c07`: the same whenever the same run finds the same change, so that judging a
 * run again finds nothing new.
 */
export function findingId(change: {
  direction: string;
  firstRun: string;
  foundBy: string;
  isRefuted: boolean;
}): string {
  return `f${digest(change).slice(0, 7)}`;
}
