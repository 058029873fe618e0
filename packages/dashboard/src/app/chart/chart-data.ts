import type { SiteRun, SiteSeries } from '../../site-data.ts';
import type { Site } from '../site/site.ts';

/** One series in columns, in the order of its runs. */
export interface ChartData {
  runs: SiteRun[];
  /** Position of each run in the history, the same in every chart. */
  positions: number[];
  means: number[];
  lows: (number | null)[];
  highs: (number | null)[];
}

/** Returns the points of a series as columns. */
export function chartData({ points }: SiteSeries, { data, runPositions }: Site): ChartData {
  const columns: ChartData = { runs: [], positions: [], means: [], lows: [], highs: [] };
  const placed = points
    .map((point) => ({ point, position: runPositions.get(point.run) ?? -1 }))
    .sort((a, b) => a.position - b.position);
  for (const { point, position } of placed) {
    const run = data.runs[position];
    if (run === undefined) continue;
    columns.runs.push(run);
    columns.positions.push(position);
    columns.means.push(point.mean);
    columns.lows.push(point.low);
    columns.highs.push(point.high);
  }
  return columns;
}
