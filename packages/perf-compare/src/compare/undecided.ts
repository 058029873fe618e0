import type { Instrument } from '@night-pilot/perf-report';
import type { StopCause } from '../judge/stop.ts';

/**
 * Why a benchmark is undecided by an instrument. `not steady`: its counts still moved. `not countable`: the instrument
 * cannot judge it.
 */
export type UndecidedCause = StopCause | 'not steady' | 'not countable';

/** A benchmark that an instrument left undecided. */
export interface Undecided {
  suite: string;
  name: string;
  instrument: Instrument;
  cause: UndecidedCause;
}
