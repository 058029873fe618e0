import { identityTitle } from '@night-pilot/perf-report/series';
import { formatChange } from '@night-pilot/perf-report/text';
import type { Finding, FindingRun, FindingSeries } from '../findings/list-findings.ts';

/** Digits of a commit hash that are shown. */
const SHA_DIGITS = 10;

/** Says in one sentence what changed, by how much, and since which commit. */
export function findingLine({ id, state, series, since, before, note }: Finding): string {
  const [first, ...others] = series.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  const more = others.length === 0 ? '' : ` and ${others.length} more series`;
  const what = first === undefined ? '' : `${seriesText(first)}${more} `;
  return `${what}since ${placeText(since)}, after ${placeText(before)}: finding ${id}, ${state}${note === null ? '' : ` (${note})`}`;
}

/** Describes a changed series: `db › writes › insert [instructions] +5 %`. */
export function seriesText({ identity, effect, certainty }: FindingSeries): string {
  const change = effect === null ? 'from or to zero' : formatChange(effect);
  return `${identityTitle(identity)} [${identity.instrument}] ${change}${certainty === 'suspected' ? ' (suspected)' : ''}`;
}

/** Names a run by its commit, or by its id where it has none. */
export function placeText({ run, sha }: FindingRun): string {
  return sha === null ? `run ${run}` : `commit ${sha.slice(0, SHA_DIGITS)}`;
}

function sizeOf({ effect }: FindingSeries): number {
  return effect === null ? Infinity : Math.abs(Math.log1p(Math.max(effect, -1)));
}
