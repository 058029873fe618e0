import { expect, test } from 'vitest';
import { sampleSiteData } from '../../testing/sample-site-data.ts';
import { groupSeries } from './group-series.ts';

test('groups series by project and suite in the order of their first appearance', () => {
  const { series } = sampleSiteData({ series: 20 });
  const groups = groupSeries(series).map(({ project, suites }) => [
    project,
    suites.map(({ suite, series: inSuite }) => [suite, inSuite.length]),
  ]);
  expect(groups).toEqual([
    [
      'db',
      [
        ['inserts › 20 concurrent writers', 6],
        ['reads', 6],
      ],
    ],
    [
      'app',
      [
        ['load', 4],
        ['page', 4],
      ],
    ],
  ]);
});
