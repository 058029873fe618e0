import type { Instrument } from '@night-pilot/perf-report';

/** `unknown`: this system gives no answer. That is neither a fault nor a proof that there is none. */
export type FindingState = 'good' | 'warn' | 'bad' | 'unknown';

/** Result of one check of this machine. */
export interface Finding {
  id: string;
  title: string;
  state: FindingState;
  /** The value that was found, in a few words. */
  found: string;
  /** Advice with the exact command if there is one; null when there is nothing to do. */
  advice: string | null;
  /** The instruments whose values it affects. */
  matters: readonly Instrument[];
}

/** Identity of a check, before it has found anything. */
export type Check = Pick<Finding, 'id' | 'title' | 'matters'>;

/** Returns the finding of a check whose source is missing on this system. */
export function unknown(check: Check, found: string, advice: string | null = null): Finding {
  return { ...check, state: 'unknown', found, advice };
}
