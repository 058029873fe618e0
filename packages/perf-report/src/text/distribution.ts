import { percentile } from '../stats/percentile.ts';
import { formatRange, formatValue } from './format-value.ts';
import { renderTable } from './table.ts';

const BINS = 8;
const BAR_WIDTH = 30;

/** Above this ratio of the largest value to the smallest, bins grow by a factor. */
const WIDE = 20;

/**
 * Renders a distribution: number of values, percentiles, and a histogram. Its bins are equally wide; for positive
 * values that reach far, equally wide on a log scale.
 *
 * @param samples At least one finite number.
 * @param unit A unit of reports, such as `ms`.
 * @returns Lines joined by `\n`.
 */
export function renderDistribution(samples: readonly number[], unit: string): string {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number) => formatValue(percentile(sorted, share), unit);
  const facts = [
    `n ${sorted.length}`,
    `min ${at(0)}`,
    `p50 ${at(0.5)}`,
    `p95 ${at(0.95)}`,
    `p99 ${at(0.99)}`,
    `max ${at(1)}`,
  ];
  const [min = NaN, max = NaN] = [sorted[0], sorted.at(-1)];
  const lines = [facts.join(' · ')];
  if (max > min) lines.push(renderHistogram(sorted, { min, max, unit }));
  return lines.join('\n');
}

function renderHistogram(
  sorted: readonly number[],
  { min, max, unit }: { min: number; max: number; unit: string },
): string {
  const edges = edgesBetween(min, max);
  const counts = edges.slice(1).map((to, index) => {
    const from = edges[index] ?? NaN;
    const isLast = index === BINS - 1;
    return sorted.filter((value) => value >= from && (value < to || isLast)).length;
  });
  const most = Math.max(...counts);
  const rows = counts.map((count, index) => [
    formatRange(edges[index] ?? NaN, edges[index + 1] ?? NaN, unit),
    '█'.repeat(Math.ceil((count / most) * BAR_WIDTH)),
    String(count),
  ]);
  const table = renderTable(
    [{ title: '', align: 'right' }, { title: '' }, { title: '', align: 'right' }],
    rows,
  );
  // Drops the titles and the rule below them.
  return table.split('\n').slice(2).join('\n');
}

function edgesBetween(min: number, max: number): number[] {
  const isWide = min > 0 && max / min > WIDE;
  const edges = Array.from({ length: BINS + 1 }, (_, index) => {
    const share = index / BINS;
    return isWide ? min * (max / min) ** share : min + (max - min) * share;
  });
  // The outer edges are the exact values, without rounding errors.
  return [min, ...edges.slice(1, -1), max];
}
