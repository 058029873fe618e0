import { expect, test } from 'vitest';
import { siteDataSchema } from '../site-data.ts';
import { sampleSiteData } from './sample-site-data.ts';

test('samples are valid, the same for the same seed and others for another', () => {
  const sample = sampleSiteData({ seed: 7, series: 40 });
  expect(siteDataSchema.safeParse(sample).error).toBeUndefined();
  expect(sampleSiteData({ seed: 7, series: 40 })).toEqual(sample);
  expect(sampleSiteData({ seed: 8, series: 40 })).not.toEqual(sample);
});
