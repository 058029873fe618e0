import type { SiteData, SiteRun, SiteSeries } from '../../site-data.ts';
import { type Check, compileCheck, type JsonSchema } from './json-check.ts';

/** A series in data.js that cannot be shown. */
export interface DamagedSeries {
  title: string;
  fault: string;
}

/** The data as the views use it: without damaged series, with an index of the runs. */
export interface Site {
  data: SiteData;
  /** null when the history holds no run. */
  newest: SiteRun | null;
  /** Position in `data.runs` by run id. */
  runPositions: ReadonlyMap<string, number>;
  damaged: DamagedSeries[];
}

/** Result of reading the data. */
export type SiteReading =
  | { state: 'missing' }
  | { state: 'other-version'; expected: unknown; found: unknown }
  | { state: 'damaged'; fault: string }
  | { state: 'ready'; site: Site };

/**
 * Checks the value that data.js set against the JSON Schema of SiteData. A damaged series is left
 * out, and the others are shown.
 *
 * @param schema JSON Schema of `siteDataSchema`.
 */
export function readSite(value: unknown, schema: JsonSchema): SiteReading {
  if (value === undefined) return { state: 'missing' };
  const expected = schema.properties?.['version']?.const;
  const found =
    value !== null && typeof value === 'object' && 'version' in value ? value.version : undefined;
  if (found !== undefined && found !== expected) return { state: 'other-version', expected, found };

  const { frame, series } = checks(schema);
  const fault = frame(value);
  if (fault !== null) return { state: 'damaged', fault: `data${fault}` };

  const data = value as SiteData;
  const runPositions = new Map(data.runs.map(({ id }, position) => [id, position]));
  const damaged: DamagedSeries[] = [];
  const sound = data.series.filter((one, index) => {
    const seriesFault = series(one) ?? unknownRun(one, runPositions);
    if (seriesFault === null) return true;
    damaged.push({ title: titleOf(one), fault: `data.series[${index}]${seriesFault}` });
    return false;
  });
  const newest = data.runs.at(-1) ?? null;
  return {
    state: 'ready',
    site: { data: { ...data, series: sound }, newest, runPositions, damaged },
  };
}

/** Returns a check for everything except the series, and one for a single series. */
function checks(schema: JsonSchema): { frame: Check; series: Check } {
  const { series = {}, ...others } = schema.properties ?? {};
  return {
    frame: compileCheck({ ...schema, properties: { ...others, series: { type: 'array' } } }),
    series: compileCheck(series.items ?? {}),
  };
}

function unknownRun(series: SiteSeries, runs: ReadonlyMap<string, number>): string | null {
  const index = series.points.findIndex(({ run }) => !runs.has(run));
  return index < 0 ? null : `.points[${index}].run: expected the id of one of data.runs`;
}

function titleOf(series: unknown): string {
  const { project, suite, name } = (series ?? {}) as Partial<Record<string, unknown>>;
  return [project, suite, name].filter((part) => typeof part === 'string' && part).join(' › ');
}
