import { styleText } from 'node:util';
import type { Verdict, VerdictName } from '@night-pilot/perf-report';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import { formatChange, printable, renderTable } from '@night-pilot/perf-report/text';

const COLOURS = {
  regression: 'red',
  improvement: 'green',
  unchanged: 'reset',
  undecided: 'yellow',
  incomparable: 'yellow',
  new: 'cyan',
  gone: 'cyan',
} as const satisfies Record<VerdictName, string>;

/** Renders a line for each verdict, grouped by suite: change, verdict, and why. */
export function renderVerdicts(verdicts: readonly Verdict[]): string {
  const suites = Map.groupBy(verdicts, ({ series: { project, suite } }) =>
    [project, suite].filter(Boolean).join(SUITE_SEPARATOR),
  );
  return [...suites]
    .map(([suite, members]) => `${styleText('bold', printable(suite))}\n${renderSuite(members)}`)
    .join('\n\n');
}

function renderSuite(verdicts: readonly Verdict[]): string {
  return renderTable(
    [
      { title: 'benchmark' },
      { title: 'instrument' },
      { title: 'change', align: 'right' },
      { title: 'verdict' },
      { title: 'why' },
    ],
    verdicts.map(({ series, verdict, effect, reason }) => [
      printable(series.name),
      isCompared(verdict) ? series.instrument : '',
      effect === null ? '' : formatChange(effect),
      styleText(COLOURS[verdict], verdict),
      printable(reason),
    ]),
  );
}

/** A benchmark that only one version has was measured by no instrument. */
function isCompared(verdict: VerdictName): boolean {
  return verdict !== 'new' && verdict !== 'gone';
}
