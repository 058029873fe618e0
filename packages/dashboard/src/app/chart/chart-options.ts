import type uPlot from 'uplot';
import type { SiteSeries } from '../../site-data.ts';
import { formatMark } from '../text/format-time.ts';
import { formatAxis } from '../text/format-value.ts';
import { budgetLimit, type SeriesStatus, seriesStatus } from '../site/series-status.ts';
import type { Site } from '../site/site.ts';
import type { ChartData } from './chart-data.ts';
import { drawBudget, drawNewest } from './draw-marks.ts';
import { palette } from './palette.ts';
import { valueRange } from './value-range.ts';

export type ChartSize = 'small' | 'large';

/** Largest number of points that are drawn as dots. */
const MOST_DOTS = { small: 40, large: 200 } as const satisfies Record<ChartSize, number>;

const FONT = '11px system-ui, sans-serif';

/** Possible steps between the runs that an axis marks. */
const RUN_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];
const BYTE_STEPS = Array.from({ length: 50 }, (_, power) => 2 ** power);

/** The column of the means, after positions, highs and lows. */
const MEANS = 3;

/** A line and a ring at the selected point; the point itself stays visible. */
const READING_CURSOR: uPlot.Cursor = {
  x: true,
  y: false,
  drag: { x: false, y: false },
  points: {
    size: 14,
    width: 2,
    fill: 'transparent',
    stroke: (_, column) => (column === MEANS ? palette().text : 'transparent'),
  },
};

export interface ChartInput {
  series: SiteSeries;
  data: ChartData;
  site: Site;
  size: ChartSize;
}

/** Returns the uPlot options of a series whose columns are positions, highs, lows and means. */
export function chartOptions(input: ChartInput): Omit<uPlot.Options, 'width' | 'height'> {
  const { series, data, site, size } = input;
  const limit = series.budget === null ? null : budgetLimit(series.budget).limit;
  const range = valueRange(series, data);
  const first = data.positions[0] ?? 0;
  const last = Math.max(site.data.runs.length - 1, first);
  const edge = Math.max(0.5, (last - first) * 0.02);
  const status = seriesStatus(series, site.newest);
  return {
    legend: { show: false },
    cursor: size === 'small' ? { show: false } : READING_CURSOR,
    scales: {
      x: { time: false, range: () => [first - edge, last + edge] },
      y: { range: () => [range.min, range.max] },
    },
    axes: [runAxis(input), valueAxis(series, size)],
    series: [
      {},
      { stroke: 'transparent', points: { show: false } },
      { stroke: 'transparent', points: { show: false } },
      {
        stroke: () => palette().line,
        width: size === 'small' ? 1.5 : 2,
        points: {
          show: data.means.length <= MOST_DOTS[size],
          size: size === 'small' ? 3.5 : 6,
          width: 0,
          fill: () => palette().line,
        },
      },
    ],
    bands: [{ series: [1, 2], fill: () => palette().band }],
    hooks: {
      draw: [
        (chart) => {
          if (limit !== null && range.showsBudget) drawBudget(chart, limit);
          drawLast(chart, data, status);
        },
      ],
    },
  };
}

function drawLast(
  chart: uPlot,
  { positions, means, lows, highs }: ChartData,
  status: SeriesStatus,
) {
  const index = means.length - 1;
  const mean = means[index];
  if (mean === undefined) return;
  drawNewest(
    chart,
    {
      position: positions[index] ?? 0,
      mean,
      low: lows[index] ?? null,
      high: highs[index] ?? null,
    },
    palette()[status],
  );
}

function runAxis({ site, data }: ChartInput): uPlot.Axis {
  const { runs } = site.data;
  const spanMs =
    Date.parse(runs.at(-1)?.startedAt ?? '') - Date.parse(data.runs[0]?.startedAt ?? '');
  return {
    ...axisLook(),
    size: 22,
    space: 70,
    incrs: RUN_STEPS,
    values: (_, marks) =>
      marks.map((mark) => {
        const run = runs[mark];
        return run === undefined ? '' : formatMark(run.startedAt, spanMs);
      }),
  };
}

function valueAxis(series: SiteSeries, size: ChartSize): uPlot.Axis {
  return {
    ...axisLook(),
    size: (_, marks) => Math.max(30, ...(marks ?? []).map((mark) => 12 + 6.2 * mark.length)),
    space: size === 'small' ? 18 : 28,
    ...(series.unit === 'bytes' && { incrs: BYTE_STEPS }),
    values: (_, marks) => formatAxis(marks, series),
  };
}

function axisLook(): uPlot.Axis {
  return {
    font: FONT,
    gap: 4,
    stroke: () => palette()['text-muted'],
    grid: { stroke: () => palette().grid, width: 1 },
    ticks: { show: false },
  };
}
