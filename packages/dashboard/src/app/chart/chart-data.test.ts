import { expect, test } from 'vitest';
import type { SiteSeries } from '../../site-data.ts';
import { sampleSiteData } from '../../testing/sample-site-data.ts';
import type { Site } from '../site/site.ts';
import { chartData } from './chart-data.ts';

const data = sampleSiteData({ series: 1, runs: 4 });
const site: Site = {
  data,
  newest: data.runs.at(-1) ?? null,
  runPositions: new Map(data.runs.map(({ id }, position) => [id, position])),
  damaged: [],
};

test('orders points by their runs and gives the position of each run', () => {
  const run = (position: number) => data.runs[position]?.id ?? '';
  const points = [
    { run: run(3), mean: 30, low: 29, high: 31 },
    { run: run(1), mean: 10, low: null, high: null },
  ];
  expect(chartData({ ...(data.series[0] as SiteSeries), points }, site)).toEqual({
    runs: [data.runs[1], data.runs[3]],
    positions: [1, 3],
    means: [10, 30],
    lows: [null, 29],
    highs: [null, 31],
  });
});
