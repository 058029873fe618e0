import type { SiteSeries } from '../../site-data.ts';
import { texts } from './texts.ts';

/** Name of an instrument, and how far its values can be trusted. */
export interface InstrumentText {
  name: string;
  hint: string;
}

/** Returns the name and the hint of an instrument. Wall metrics that are no times, such as memory, are not called wall time. */
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

/** Returns the name of an instrument, or an unknown instrument as it is. */
export function instrumentName(instrument: string): string {
  const names: Readonly<Record<string, string>> = texts.instrument;
  return Object.hasOwn(names, instrument) ? (names[instrument] ?? instrument) : instrument;
}
