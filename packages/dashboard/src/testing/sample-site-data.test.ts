import { expect, test } from 'vitest';
import { siteDataSchema } from '../site-data.ts';
import { sampleSiteData } from './sample-site-data.ts';

test('returns valid data that depends on the seed only', () => {
  const sample = sampleSiteData({ seed: 7, series: 40 });
  expect(siteDataSchema.safeParse(sample).error).toBeUndefined();
  expect(sampleSiteData({ seed: 7, series: 40 })).toEqual(sample);
  expect(sampleSiteData({ seed: 8, series: 40 })).not.toEqual(sample);
});
