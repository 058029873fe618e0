import { styleText } from 'node:util';
import type { FigureResult } from './apply-figures.ts';
import { peerTitle } from '@night-pilot/perf-report/series';
import {
  formatRange,
  formatValue,
  printable,
  renderBudget,
  renderTable,
} from '@night-pilot/perf-report/text';

/** Renders a package's promises: measured values, limits, and peers of the same run. */
export function renderFigures(figures: readonly FigureResult[]): string {
  return renderTable(
    [
      { title: 'figure' },
      { title: 'value', align: 'right' },
      { title: '99 % interval', align: 'right' },
      { title: 'budget' },
      { title: 'peer in the same run' },
    ],
    figures.map(({ figure, metric, reason }) => {
      if (metric === null)
        return [printable(figure.title), styleText('red', printable(`not measured: ${reason}`))];
      const { unit, summary, peer } = metric;
      const { mean, interval } = summary;
      return [
        printable(figure.title),
        formatValue(mean, unit),
        interval === null ? '' : formatRange(interval.low, interval.high, unit),
        renderBudget(metric),
        peer === undefined
          ? ''
          : printable(`${peerTitle(metric)}: ${formatValue(peer.mean, peer.unit)}`),
      ];
    }),
  );
}
