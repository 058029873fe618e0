import { styleText } from 'node:util';
import { renderTable } from '@night-pilot/perf-kit';
import type { CheckedRun } from '../check/check-run.ts';
import { findingsOf } from './findings.ts';
import { printable } from './printable.ts';
import { type ResultRow, resultGroups } from './results.ts';

const STYLES = {
  regression: 'red',
  failed: 'red',
  improvement: 'green',
  unchanged: 'green',
  undecided: 'dim',
  incomparable: 'yellow',
  new: 'cyan',
  gone: 'cyan',
  unavailable: 'yellow',
  remembered: 'dim',
  'not judged': 'dim',
} as const satisfies Record<ResultRow['verdict'], string>;

/** The tables of a run, grouped by project and suite, and what follows from them, for a terminal. */
export function renderResults(run: CheckedRun): string {
  const tables = resultGroups(run.report, run.verdicts.verdicts).map(
    ({ title, rows }) => `${styleText('bold', printable(title))}\n${renderRows(rows)}`,
  );
  const findings = findingsOf(run).map(({ title, isBad, lines }) =>
    [
      styleText(isBad ? ['bold', 'red'] : 'bold', title),
      ...lines.map((line) => `  ${printable(line)}`),
    ].join('\n'),
  );
  return [...tables, ...findings].join('\n\n');
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
      value,
      interval,
      history,
      styleText(STYLES[verdict], verdict),
      instrument,
    ]),
  );
}
