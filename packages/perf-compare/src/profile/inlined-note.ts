import { formatPercent } from '@night-pilot/perf-report/text';
import { frameTitle } from './tree/frame.ts';
import type { InlinedFunction } from './tree/inlined-functions.ts';

const NAMED = 5;

/** The note for profiles of code that cannot be run again in another way. */
export const AS_COMPILED =
  'Time of functions that V8 compiled into their callers counts as that of these callers.';

/** Names the functions that are hidden in their callers, and their shares. Returns '' if there are none. */
export function renderInlined(functions: readonly InlinedFunction[]): string {
  if (functions.length === 0) return '';
  const named = functions
    .slice(0, NAMED)
    .map(({ frame, share }) => `${frameTitle(frame)} ${formatPercent(share)}`);
  return `V8 compiled these into their callers, whose own time includes theirs; with nothing compiled into its caller they take: ${named.join(', ')}.`;
}
