import type uPlot from 'uplot';
import { palette } from './palette.ts';

/** Draws a dashed line at the limit of a budget. */
export function drawBudget(chart: uPlot, limit: number): void {
  const { ctx, bbox } = chart;
  const y = Math.round(chart.valToPos(limit, 'y', true));
  ctx.save();
  ctx.strokeStyle = palette().budget;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}

/** Draws the newest point with its interval, in the colour of its standing. */
export function drawNewest(
  chart: uPlot,
  point: { position: number; mean: number; low: number | null; high: number | null },
  color: string,
): void {
  const { ctx } = chart;
  const ratio = devicePixelRatio;
  const x = chart.valToPos(point.position, 'x', true);
  const y = (value: number) => chart.valToPos(value, 'y', true);
  ctx.save();
  ctx.strokeStyle = color;
  ctx.fillStyle = color;
  ctx.lineWidth = 1.5 * ratio;
  if (point.low !== null && point.high !== null) {
    ctx.beginPath();
    ctx.moveTo(x, y(point.low));
    ctx.lineTo(x, y(point.high));
    ctx.stroke();
  }
  ctx.beginPath();
  ctx.arc(x, y(point.mean), 4 * ratio, 0, 2 * Math.PI);
  ctx.fill();
  ctx.strokeStyle = palette().surface;
  ctx.stroke();
  ctx.restore();
}
