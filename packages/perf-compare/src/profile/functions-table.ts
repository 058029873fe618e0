import { styleText } from 'node:util';
import type { Difference } from './diff/difference.ts';
import { type FunctionChange } from './diff/grown-functions.ts';
import type { Regression, RegressionProfile } from './diff/regression.ts';
import { unitOf } from './write-profiles.ts';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import { frameTitle } from './tree/frame.ts';
import { formatGrowth } from './page/format-growth.ts';
import { headingOf, notesOfDifference, shownFunctions } from './difference-notes.ts';
import { formatChange, formatValue, printable, renderTable } from '@night-pilot/perf-report/text';

const ROWS = 5;

/** Renders what made a benchmark slower: the functions that grew, or why they are not known. */
export function renderRegression(regressed: RegressionProfile): string {
  const { suite, name, instrument, result } = regressed;
  const title = `\n${styleText('bold', printable([suite, name].filter(Boolean).join(SUITE_SEPARATOR)))}, ${instrument}`;
  if (result.state === 'failed') return `${title}\n${result.message}`;
  return `${title}\n${renderDifference(result.profiled, regressed)}`;
}

/**
 * Renders the functions that grew between two profiled versions.
 *
 * @param regression The change that was found: then functions are named even if none grew visibly.
 */
export function renderDifference(
  difference: Difference,
  regression: Regression | null = null,
): string {
  const functions = shownFunctions(difference, regression);
  const unit = unitOf(difference.profiler);
  const table = functions.length === 0 ? [] : [renderGrown(functions, { unit })];
  const notes = notesOfDifference(difference, regression);
  return [headingOf(difference, regression), ...table, ...notes].join('\n');
}

/** Renders the functions that grew, most first, at most `rows`. */
function renderGrown(
  grown: readonly FunctionChange[],
  { unit, rows = ROWS }: { unit: 'ns' | 'bytes'; rows?: number },
): string {
  return renderTable(
    [
      { title: 'function that grew' },
      { title: 'own, base', align: 'right' },
      { title: 'own, head', align: 'right' },
      { title: 'own', align: 'right' },
      { title: 'with all called', align: 'right' },
    ],
    grown
      .slice(0, rows)
      .map(({ frame, self, total, shownAs }) => [
        printable(
          frameTitle(frame) +
            (shownAs === null ? '' : `, drawn as ${shownAs.name || '(anonymous)'}`),
        ),
        formatValue(self.base, unit),
        formatValue(self.head, unit),
        formatGrowth(self, unit),
        formatGrowth(total, unit),
      ]),
  );
}

/** Renders the most expensive functions of one version, at most `rows`. */
export function renderCosts(
  functions: readonly FunctionChange[],
  { unit, rows = ROWS }: { unit: 'ns' | 'bytes'; rows?: number },
): string {
  const whole = functions.reduce((sum, { self }) => sum + self.head, 0) || 1;
  const most = functions.toSorted((a, b) => b.self.head - a.self.head).slice(0, rows);
  return renderTable(
    [
      { title: 'function' },
      { title: 'own', align: 'right' },
      { title: 'share', align: 'right' },
      { title: 'with all called', align: 'right' },
    ],
    most.map(({ frame, self, total }) => [
      printable(frameTitle(frame)),
      formatValue(self.head, unit),
      formatChange(self.head / whole).replace('+', ''),
      formatValue(total.head, unit),
    ]),
  );
}
