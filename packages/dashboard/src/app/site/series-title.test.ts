import { describe, expect, test } from 'vitest';
import type { SiteSeries } from '../../site-data.ts';
import { sampleSiteData } from '../../testing/sample-site-data.ts';
import { namesakes, seriesTitle } from './series-title.ts';

const { series } = sampleSiteData({ series: 12 });
const sample = series[10] as SiteSeries;

describe('seriesTitle', () => {
  test('names project, suite, name and parameters', () => {
    expect(seriesTitle(sample)).toBe(
      'db › inserts › 20 concurrent writers › SimpleDatabase (size=1)',
    );
  });

  test('leaves out an empty suite and missing parameters', () => {
    expect(seriesTitle({ ...sample, suite: '', params: {} })).toBe('db › SimpleDatabase');
  });
});

describe('namesakes', () => {
  test('are series of one title and instrument, measured on several machines', () => {
    const elsewhere = { ...sample, id: 'other', fingerprint: 'other' };
    expect(namesakes([...series, elsewhere])).toEqual(new Set([sample, elsewhere]));
    expect(namesakes(series)).toEqual(new Set());
  });
});
