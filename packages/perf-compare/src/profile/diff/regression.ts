import type { Instrument } from '@night-pilot/perf-report';

/** What was found to have grown before its functions were looked for. */
export interface Regression {
  instrument: Instrument;
  /** Relative: 0.2 is 20 % more. null: not known. */
  effect: number | null;
}
