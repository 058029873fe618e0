import type { Instrument, MetricIdentity, PerfReport } from '@night-pilot/perf-report';
import { identityTitle, SUITE_SEPARATOR } from '@night-pilot/perf-report/series';

const INSTRUMENT = / \[(wall|instructions|allocated|browser|counted)\]$/;

/** Returns a function that makes the title of a metric, for formats that name a benchmark by one text. */
export function titlesOf({ metrics, tests }: Pick<PerfReport, 'metrics' | 'tests'>) {
  const projects = new Set([...metrics, ...tests].map(({ project }) => project));
  const isMerged = projects.size > 1;
  // Suites, name and params, as in `writes › one caller › insert (size=1)`; the project first, if a report has several.
  return (identity: MetricIdentity): string =>
    identityTitle({ ...identity, project: isMerged ? identity.project : '' });
}

/** Appends an instrument other than the usual one to a title: `parse [instructions]`. @param usual @default 'wall' */
export function withInstrument(
  title: string,
  instrument: Instrument,
  usual: Instrument = 'wall',
): string {
  return instrument === usual && !INSTRUMENT.test(title) ? title : `${title} [${instrument}]`;
}

/** Splits a title into the instrument, or the usual one, and the title without it. */
export function withoutInstrument(
  title: string,
  usual: Instrument,
): { title: string; instrument: Instrument } {
  const [suffix, instrument = usual] = INSTRUMENT.exec(title) ?? [''];
  return {
    title: title.slice(0, title.length - suffix.length),
    instrument: instrument as Instrument,
  };
}

/** Splits a title into suite and name. Params stay in the name: not every text in brackets is a param. */
export function splitTitle(title: string): Pick<MetricIdentity, 'suite' | 'name'> {
  const at = title.lastIndexOf(SUITE_SEPARATOR);
  const name = title.slice(at + SUITE_SEPARATOR.length);
  return at <= 0 || name === '' ? { suite: '', name: title } : { suite: title.slice(0, at), name };
}
