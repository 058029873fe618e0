import { styleText } from 'node:util';
import type { Metric } from '../report/schema.ts';
import { formatRange, formatValue } from './format-value.ts';
import { renderTable } from './table.ts';

/** The metrics of one project, grouped by suite: mean, its interval, the slowest percent, budget. */
export function renderMetrics(metrics: readonly Metric[]): string {
  const suites = Map.groupBy(metrics, ({ suite }) => suite);
  return [...suites]
    .map(([suite, members]) => `${styleText('bold', suite || 'files')}\n${renderSuite(members)}`)
    .join('\n\n');
}

function renderSuite(metrics: readonly Metric[]): string {
  return renderTable(
    [
      { title: 'metric' },
      { title: 'mean', align: 'right' },
      { title: '99 % interval', align: 'right' },
      { title: 'p99', align: 'right' },
      { title: 'budget' },
    ],
    metrics.map((metric) => {
      if (metric.state === 'failed') return [metric.name, styleText('red', metric.error.message)];
      if (metric.state === 'unavailable') return [metric.name, styleText('yellow', metric.reason)];
      const { name, unit, summary, budget } = metric;
      const { mean, interval, p99 } = summary;
      return [
        name,
        formatValue(mean, unit),
        interval === null ? 'one process only' : formatRange(interval.low, interval.high, unit),
        formatValue(p99, unit),
        budget === undefined ? '' : renderBudget(budget, unit, summary.mean),
      ];
    }),
  );
}

/** `≥ 20× met`, `≤ 5 ms missed`, or `unclear` where the mean misses the limit and the interval does not. */
export function renderBudget(
  budget: { min: number; met: boolean } | { max: number; met: boolean },
  unit: string,
  mean: number,
): string {
  const limit =
    'min' in budget ? `≥ ${formatValue(budget.min, unit)}` : `≤ ${formatValue(budget.max, unit)}`;
  if (!budget.met) return styleText('red', `${limit} missed`);
  const isMeanGood = 'min' in budget ? mean >= budget.min : mean <= budget.max;
  return isMeanGood ? styleText('green', `${limit} met`) : styleText('yellow', `${limit} unclear`);
}
