import { stripVTControlCharacters } from 'node:util';
import {
  formatRange,
  formatValue,
  markdownText,
  renderBudget,
} from '@night-pilot/perf-report/text';
import { type Metric, shownValue, type TestOutcome } from '@night-pilot/perf-report';
import type { Format } from '../format.ts';
import { assertSome } from '../readings.ts';
import { titlesOf, withInstrument } from '../titles.ts';

/** Tables for people, such as in a comment on a pull request: three digits, in a suitable unit. Cannot be read again. */
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
  const { unit, summary } = metric;
  const { interval } = summary;
  const shown = (value: number) => shownValue(value, metric);
  return [
    formatValue(shown(summary.mean), unit),
    interval === null ? '' : formatRange(interval.low, interval.high, unit),
    formatValue(shown(summary.p50), unit),
    formatValue(shown(summary.p99), unit),
    stripVTControlCharacters(renderBudget(metric)),
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

/** Renders a table with aligned columns, so that it is readable as text. A title with a leading dash marks numbers. */
function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const isNumber = titles.map((title) => title.startsWith('-'));
  const cells = [
    titles.map((title) => title.replace(/^-/, '')),
    ...rows.map((row) => row.map(markdownText)),
  ];
  // A file may have more rows than a call has arguments.
  const widths = titles.map((_, column) =>
    cells.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 3),
  );
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  const rule = widths.map((width, column) =>
    isNumber[column] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  const [head = '', ...body] = cells.map((row) =>
    line(
      widths.map((width, column) => {
        const cell = row[column] ?? '';
        return isNumber[column] ? cell.padStart(width) : cell.padEnd(width);
      }),
    ),
  );
  return [head, line(rule), ...body].join('\n');
}
