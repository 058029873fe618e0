import { z } from 'zod';
import type { JsonSchema } from '../app/site/json-check.ts';
import { readSite, type Site } from '../app/site/site.ts';
import { type SiteData, siteDataSchema, type SiteSeries } from '../site-data.ts';
import { sampleSiteData } from './sample-site-data.ts';

const schema = z.toJSONSchema(siteDataSchema) as JsonSchema;

/** Reads data as the page does. */
export function siteOf(data: SiteData): Site {
  const reading = readSite(data, schema);
  if (reading.state !== 'ready') throw new Error(`expected ready, got ${reading.state}`);
  return reading.site;
}

/** A run that has only the named sample series, without problems and tests. */
export function siteWith(names: readonly string[], changes: Partial<SiteData> = {}): Site {
  const data = sampleSiteData({ series: 10 });
  const series = data.series.filter(({ name }) => names.includes(name));
  return siteOf({ ...data, series, problems: [], tests: [], ...changes });
}

/** The same site with one series under suspicion. */
export function withSuspicion(site: Site, name: string): Site {
  return withSeries(site, name, (series) =>
    series.verdict === null
      ? series
      : {
          ...series,
          verdict: { ...series.verdict, verdict: 'undecided', suspicion: 'regression' },
        },
  );
}

/** The same site with an unclear budget on one series. */
export function withUnclearBudget(site: Site, name: string): Site {
  return withSeries(site, name, (series) => ({ ...series, budget: { min: 1, state: 'unclear' } }));
}

/** The same site with one series changed. */
export function withSeries(
  site: Site,
  name: string,
  change: (series: SiteSeries) => SiteSeries,
): Site {
  const series = site.data.series.map((one) => (one.name === name ? change(one) : one));
  return { ...site, data: { ...site.data, series } };
}

export const sampleProblem = { title: 'db › reads', instrument: 'wall', message: 'it threw' };

export const sampleTest = {
  project: 'app',
  suite: '',
  name: 'opens',
  variant: null,
  durationMs: 1,
  retries: 0,
  error: null,
};
