import { styleText } from 'node:util';
import { renderTable } from '@night-pilot/perf-report/text';
import type { CheckedRun } from '../check/check-run.ts';
import { metBudgets, openBudgets } from './budget-lines.ts';
import { findingsOf } from './findings.ts';
import { firstVerdicts } from './first-verdicts.ts';
import { printable } from './printable.ts';
import { type ResultRow, resultGroups } from './results.ts';
import type { Section } from './section.ts';
import { type Count, suiteSummaries } from './suites.ts';

const STYLES: Readonly<Record<string, Parameters<typeof styleText>[0]>> = {
  regression: 'red',
  failed: 'red',
  broken: 'red',
  suspicion: 'yellow',
  unclear: 'yellow',
  improvement: 'green',
  unchanged: 'green',
  met: 'green',
  incomparable: 'yellow',
  unavailable: 'yellow',
  new: 'cyan',
  gone: 'cyan',
};

/**
 * Renders a run for a terminal: findings, then the budgets that are not met, then one line for each
 * suite. The end of the output is what a reader sees.
 */
export function renderResults(run: CheckedRun): string {
  const note = firstVerdicts(run);
  return [
    ...findingsOf(run).map(renderSection),
    ...openBudgets(run).map(renderSection),
    renderSuites(run),
    ...(note === null ? [] : [note]),
  ].join('\n\n');
}

/** Renders all values of a run for a terminal: one table for each suite, then the budgets that are met. */
export function renderAllValues(run: CheckedRun): string {
  const tables = resultGroups(run.report, run.verdicts.verdicts).map(
    ({ title, rows }) => `${styleText('bold', printable(title))}\n${renderRows(rows)}`,
  );
  return [...tables, ...metBudgets(run).map(renderSection)].join('\n\n');
}

function renderSection({ title, isBad, lines }: Section): string {
  return [
    styleText(isBad ? ['bold', 'red'] : 'bold', title),
    ...lines.map((line) => `  ${printable(line)}`),
  ].join('\n');
}

function renderSuites(run: CheckedRun): string {
  return renderTable(
    [
      { title: 'suite' },
      { title: 'metrics', align: 'right' },
      { title: 'verdicts' },
      { title: 'budgets' },
    ],
    suiteSummaries(run).map(({ title, metrics, verdicts, budgets }) => [
      printable(title),
      String(metrics),
      renderCounts(verdicts),
      renderCounts(budgets),
    ]),
  );
}

function renderCounts(counts: readonly Count<string>[]): string {
  return counts.map(({ name, count }) => styled(`${count} ${name}`, name)).join(', ');
}

function renderRows(rows: readonly ResultRow[]): string {
  return renderTable(
    [
      { title: 'metric' },
      { title: 'value', align: 'right' },
      { title: '99 % interval', align: 'right' },
      { title: 'against the history', align: 'right' },
      { title: 'verdict' },
      { title: 'instrument' },
    ],
    rows.map(({ metric, value, interval, history, verdict, instrument }) => [
      printable(metric),
      // Units are other people's text.
      printable(value),
      printable(interval),
      printable(history),
      styled(verdict, verdict),
      instrument,
    ]),
  );
}

function styled(text: string, name: string): string {
  return styleText(STYLES[name] ?? 'dim', text);
}
