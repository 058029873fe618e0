import type { Instrument } from '@night-pilot/perf-report';

/** `unknown`: this system does not tell. It is no fault, and no proof of its absence. */
export type FindingState = 'good' | 'warn' | 'bad' | 'unknown';

/** What one check found about this machine. */
export interface Finding {
  id: string;
  title: string;
  state: FindingState;
  /** What was read, in a few words. */
  found: string;
  /** What to do about it, with the exact command where there is one; null where nothing is to do. */
  advice: string | null;
  /** The instruments whose values it moves. */
  matters: readonly Instrument[];
}

/** What a check is, before it looked. */
export type Check = Pick<Finding, 'id' | 'title' | 'matters'>;

/** The finding of a check whose source is missing on this system. */
export function unknown(check: Check, found: string, advice: string | null = null): Finding {
  return { ...check, state: 'unknown', found, advice };
}
