import { type Instrument, type MetricIdentity, type PerfReport } from '../report/schema.ts';
import { identityTitle, SUITE_SEPARATOR } from '../report/series.ts';

const INSTRUMENT = / \[(instructions|allocated|browser)\]$/;

/** Gives metrics one title each, for formats that name a benchmark by one text. */
export function titlesOf({ metrics, tests }: Pick<PerfReport, 'metrics' | 'tests'>) {
  const projects = new Set([...metrics, ...tests].map(({ project }) => project));
  const isMerged = projects.size > 1;
  /** Suites, name and params, as in `writes › one caller › insert (size=1)`; first the project, when a report has several. */
  return (identity: MetricIdentity): string =>
    identityTitle({ ...identity, project: isMerged ? identity.project : '' });
}

/** A title that also tells an instrument other than the clock: `parse [instructions]`. */
export function withInstrument(title: string, instrument: Instrument): string {
  return instrument === 'wall' ? title : `${title} [${instrument}]`;
}

/** Suite, name and instrument of a title. Params stay in the name: a text in brackets need not be some. */
export function parseTitle(title: string): Pick<MetricIdentity, 'suite' | 'name' | 'instrument'> {
  const instrument = (INSTRUMENT.exec(title)?.[1] ?? 'wall') as Instrument;
  const plain = title.replace(INSTRUMENT, '');
  const at = plain.lastIndexOf(SUITE_SEPARATOR);
  const name = plain.slice(at + SUITE_SEPARATOR.length);
  return at <= 0 || name === ''
    ? { suite: '', name: plain, instrument }
    : { suite: plain.slice(0, at), name, instrument };
}
