import { styleText } from 'node:util';
import { IS_DETERMINISTIC, shownValue } from '../report/counts.ts';
import { budgetStateOf } from '../report/budget.ts';
import type { MeasuredMetric, Metric } from '../report/schema.ts';
import { printable } from './printable.ts';
import { formatRange, formatValue } from './format-value.ts';
import { renderTable } from './table.ts';

/** Renders the metrics of one project by suite: mean, its interval, the 99th percentile, budget. */
export function renderMetrics(metrics: readonly Metric[]): string {
  const suites = Map.groupBy(metrics, ({ suite }) => suite);
  return [...suites]
    .map(
      ([suite, members]) =>
        `${styleText('bold', printable(suite) || 'files')}\n${renderSuite(members)}`,
    )
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
      const name = nameOf(metric);
      if (metric.state === 'failed')
        return [name, styleText('red', printable(metric.error.message))];
      if (metric.state === 'unavailable')
        return [name, styleText('yellow', printable(metric.reason))];
      const { unit, summary } = metric;
      const { interval, p99 } = summary;
      const mean = shownValue(summary.mean, metric);
      return [
        name,
        formatValue(mean, unit),
        interval === null
          ? withoutInterval(metric)
          : formatRange(interval.low, interval.high, unit),
        isCounted(metric) ? '' : formatValue(p99, unit),
        renderBudget(metric),
      ];
    }),
  );
}

/** Names the instrument of a count: one benchmark may have rows of several instruments. */
function nameOf(metric: Metric): string {
  const name = printable(metric.name);
  return isCounted(metric) ? `${name}, ${metric.instrument}` : name;
}

function withoutInterval(metric: Metric): string {
  return isCounted(metric) ? 'counted' : 'one process only';
}

function isCounted({ instrument }: Metric): boolean {
  return IS_DETERMINISTIC[instrument];
}

const STATE_COLORS = { met: 'green', unclear: 'yellow', broken: 'red' } as const;

/** Renders a budget with its state: `≥ 20× met`, `≤ 5 ms broken`. Empty without a budget. */
export function renderBudget(metric: MeasuredMetric): string {
  const { budget, unit } = metric;
  const state = budgetStateOf(metric);
  if (budget === undefined || state === null) return '';
  const limit =
    'min' in budget ? `≥ ${formatValue(budget.min, unit)}` : `≤ ${formatValue(budget.max, unit)}`;
  return styleText(STATE_COLORS[state], `${limit} ${state}`);
}
