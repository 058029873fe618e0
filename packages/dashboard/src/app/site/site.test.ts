import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { siteDataSchema } from '../../site-data.ts';
import { sampleSiteData } from '../../testing/sample-site-data.ts';
import type { JsonSchema } from './json-check.ts';
import { readSite } from './site.ts';

const schema = z.toJSONSchema(siteDataSchema) as JsonSchema;

/** Sample data in which one value, named by its path, is another one. */
function sampleWith(path: (string | number)[], value: unknown): unknown {
  const data: unknown = structuredClone(sampleSiteData({ series: 3, runs: 3 }));
  const parent = path
    .slice(0, -1)
    .reduce((at, key) => Reflect.get(at as object, key) as unknown, data);
  Reflect.set(parent as object, path.at(-1) ?? '', value);
  return data;
}

describe('readSite', () => {
  test('reads what the exporter writes', () => {
    const data = sampleSiteData();
    const reading = readSite(data, schema);
    expect(reading).toMatchObject({ state: 'ready', site: { data, damaged: [] } });
    expect(reading.state === 'ready' && reading.site.newest).toBe(data.runs.at(-1));
  });

  test('distinguishes missing data, another version and damage', () => {
    expect(readSite(undefined, schema)).toEqual({ state: 'missing' });
    expect(readSite(sampleWith(['version'], 1), schema)).toEqual({
      state: 'other-version',
      expected: 2,
      found: 1,
    });
    expect(readSite(null, schema)).toEqual({
      state: 'damaged',
      fault: 'data: expected object, got null',
    });
    expect(readSite({}, schema)).toMatchObject({ state: 'damaged' });
  });

  test.each([
    [['generatedAt'], 'yesterday'],
    [['runs', 1, 'durationMs'], -1],
    [['runs', 0, 'startedAt'], '2026-02-30T00:00:00Z'],
    [['runs'], {}],
    [['problems', 0, 'state'], 'fine'],
    [['tests', 0, 'retries'], 0.5],
  ])('refuses data whose %j is %j, as the schema does', (path, value) => {
    const data = sampleWith(path, value);
    expect(siteDataSchema.safeParse(data).success).toBe(false);
    expect(readSite(data, schema)).toMatchObject({ state: 'damaged' });
  });

  test.each([
    [['series', 1, 'points', 2, 'mean'], 'fast', 'data.series[1].points[2].mean'],
    [['series', 1, 'params'], { size: [] }, 'data.series[1].params.size'],
    [['series', 1, 'instrument'], 'stopwatch', 'data.series[1].instrument'],
    [['series', 1, 'verdict'], { verdict: 'worse' }, 'data.series[1].verdict'],
    [['series', 1, 'budget'], { max: 1 }, 'data.series[1].budget'],
    [['series', 1, 'points', 0, 'run'], 'nobody', 'data.series[1].points[0].run'],
  ])('leaves out a series whose %j is %j', (path, value, where) => {
    const reading = readSite(sampleWith(path, value), schema);
    if (reading.state !== 'ready') throw new Error(`expected ready, got ${reading.state}`);
    expect(reading.site.data.series).toHaveLength(2);
    expect(reading.site.damaged).toMatchObject([
      { title: 'db › inserts › 20 concurrent writers › HighPerfDatabase' },
    ]);
    expect(reading.site.damaged[0]?.fault).toContain(where);
  });

  test('leaves out a value that is no series', () => {
    const reading = readSite(sampleWith(['series', 0], null), schema);
    expect(reading).toMatchObject({ state: 'ready', site: { damaged: [{ title: '' }] } });
  });
});
