import type { Instrument, MetricIdentity, PerfReport } from '../report/schema.ts';
import { identityTitle, SUITE_SEPARATOR } from '../report/series.ts';

const INSTRUMENT = / \[(wall|instructions|allocated|browser)\]$/;

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
  return instrument === 'wall' && !INSTRUMENT.test(title) ? title : `${title} [${instrument}]`;
}

/** The instrument of a title, and the title without it. */
export function withoutInstrument(title: string): { title: string; instrument: Instrument } {
  const [suffix, instrument = 'wall'] = INSTRUMENT.exec(title) ?? [''];
  return {
    title: title.slice(0, title.length - suffix.length),
    instrument: instrument as Instrument,
  };
}

/** Suite and name of a title. Params stay in the name: a text in brackets need not be some. */
export function splitTitle(title: string): Pick<MetricIdentity, 'suite' | 'name'> {
  const at = title.lastIndexOf(SUITE_SEPARATOR);
  const name = title.slice(at + SUITE_SEPARATOR.length);
  return at <= 0 || name === '' ? { suite: '', name: title } : { suite: title.slice(0, at), name };
}
