import type { SiteSeries } from '../../site-data.ts';
import { texts } from './texts.ts';

/** Name of an instrument beside a value, and what it is worth. */
export interface InstrumentText {
  name: string;
  hint: string;
}

/** Beside what else was read while a process ran, such as its memory, nobody should read "wall time". */
export function instrumentText({
  instrument,
  kind,
}: Pick<SiteSeries, 'instrument' | 'kind'>): InstrumentText {
  const isReading =
    instrument === 'wall' && (kind === 'memory' || kind === 'size' || kind === 'count');
  return isReading
    ? texts.reading
    : { name: texts.instrument[instrument], hint: texts.instrumentHint[instrument] };
}
