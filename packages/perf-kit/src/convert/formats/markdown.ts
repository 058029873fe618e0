import { renderBudget } from '../../show/metrics-table.ts';
import { formatRange, formatValue } from '../../show/format-value.ts';
import type { Metric, TestOutcome } from '../../report/schema.ts';
import type { Format } from '../format.ts';
import { assertSome } from '../readings.ts';
import { titlesOf, withInstrument } from '../titles.ts';
import { stripVTControlCharacters } from 'node:util';

/** Tables for people, such as in a comment on a pull request: three digits, a fitting unit. It cannot be read again. */
export const markdown: Format = {
  name: 'markdown',
  title: 'Markdown, tables for people',
  writer: (report) => {
    const { metrics, tests } = report;
    assertSome([...metrics, ...tests], 'markdown');
    const title = titlesOf(report);
    const rows = metrics.map((metric) => [
      withInstrument(title(metric), metric.instrument),
      ...valuesOf(metric),
    ]);
    const tables = [
      ...(rows.length > 0
        ? [table(['metric', '-mean', '-99 % interval', '-p50', '-p99', 'budget'], rows)]
        : []),
      ...(tests.length > 0
        ? [
            table(
              ['test', 'outcome', '-duration', 'error'],
              tests.map((test) => testRow(test, title)),
            ),
          ]
        : []),
    ];
    return { text: `${tables.join('\n\n')}\n`, notes: [] };
  },
};

function valuesOf(metric: Metric): string[] {
  if (metric.state === 'failed') return [`failed: ${metric.error.message}`, '', '', '', ''];
  if (metric.state === 'unavailable') return [`unavailable: ${metric.reason}`, '', '', '', ''];
  const { unit, summary, budget } = metric;
  const { mean, interval, p50, p99 } = summary;
  return [
    formatValue(mean, unit),
    interval === null ? '' : formatRange(interval.low, interval.high, unit),
    ...[formatValue(p50, unit), formatValue(p99, unit)],
    budget === undefined ? '' : stripVTControlCharacters(renderBudget(budget, unit, mean)),
  ];
}

function testRow(test: TestOutcome, title: ReturnType<typeof titlesOf>): string[] {
  const { project, suite, name, variant, outcome, durationMs, error } = test;
  const params: Record<string, string> = variant === null ? {} : { variant };
  return [
    title({ project, suite, name, params, instrument: 'browser' }),
    outcome,
    formatValue(durationMs, 'ms'),
    error?.split('\n', 1)[0] ?? '',
  ];
}

/** A title that starts with a dash heads a column of numbers. */
function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  return [
    titles.map((title) => title.replace(/^-/, '')),
    titles.map((title) => (title.startsWith('-') ? '---:' : '---')),
    ...rows.map((cells) => cells.map(escapeCell)),
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** What would end the cell or the row, or be taken for HTML. */
function escapeCell(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')
    .replaceAll(/\r?\n|\r/g, ' ');
}
