import type { Instrument, PerfReport } from '@night-pilot/perf-report';
import {
  type Column,
  formatRange,
  formatValue,
  printable,
  renderTable,
} from '@night-pilot/perf-report/text';

/**
 * Renders a line for each of two commands: the mean time of a run with its interval, and its instructions. Columns that
 * are empty in both lines are left out.
 */
export function renderCommands(
  commands: { base: string; head: string },
  reports: { base: PerfReport; head: PerfReport },
): string {
  const rows = (['base', 'head'] as const).map((side) => {
    const wall = summaryOf(reports[side], 'wall');
    const instructions = summaryOf(reports[side], 'instructions');
    return [
      side,
      printable(commands[side]),
      wall === null ? '' : formatValue(wall.mean, 'ns'),
      wall?.interval ? formatRange(wall.interval.low, wall.interval.high, 'ns') : '',
      instructions === null ? '' : formatValue(instructions.mean, '1'),
    ];
  });
  const columns: Column[] = [
    { title: '' },
    { title: 'command' },
    { title: 'time', align: 'right' },
    { title: '99 % interval', align: 'right' },
    { title: 'instructions', align: 'right' },
  ];
  const isShown = (_: unknown, index: number) => rows.some((row) => row[index] !== '');
  return renderTable(
    columns.filter(isShown),
    rows.map((row) => row.filter(isShown)),
  );
}

function summaryOf({ metrics }: PerfReport, instrument: Instrument) {
  const metric = metrics.find((candidate) => candidate.instrument === instrument);
  return metric?.state === 'measured' ? metric.summary : null;
}
