import { totalOf } from './tree/call-tree.ts';
import { type FunctionChange, namedFunctions, wholeGrowth } from './diff/grown-functions.ts';
import type { Difference } from './diff/difference.ts';
import type { Regression } from './diff/regression.ts';
import { frameTitle } from './tree/frame.ts';
import { formatShare } from './page/format-growth.ts';
import { unitOf } from './write-profiles.ts';
import { formatChange, formatValue } from '@night-pilot/perf-report/text';
import { AS_COMPILED } from './inlined-note.ts';

/** Smaller growth of an iteration is not named: forks differ by as much. */
const WORTH_NAMING = 0.05;

/** Writes the lines above the table of functions: how much the whole grew, and what the table shows. */
export function headingOf(difference: Difference, regression: Regression | null): string {
  const { profiler, trees, changes, timing } = difference;
  const unit = unitOf(profiler);
  const [base, head] = [totalOf(trees.base), totalOf(trees.head)];
  const growth = wholeGrowth(trees);
  const whole = `${formatValue(base, unit)} → ${formatValue(head, unit)} (${formatShare({ base, head })})`;
  const lines = [`${timing === 'as-compiled' ? 'All functions' : 'An iteration'}: ${whole}.`];
  const { state, functions } = namedFunctions(trees, changes);
  const [first] = functions;
  if (state === 'grown' && timing === 'together' && first !== undefined) {
    lines.push(
      `The growth is in code that V8 compiled into ${frameTitle(first.frame)}, or in calls that it no longer compiles into their callers: no function by itself takes visibly more.`,
    );
  }
  if (state === 'grown') return lines.join('\n');
  const what =
    regressionOf(regression) ??
    (growth > WORTH_NAMING ? `an iteration (${formatChange(growth)})` : null);
  if (what === null) lines.push('No function grew by 0.5 % of an iteration or more.');
  else if (first === undefined) lines.push(`The growth of ${what} is outside the profile.`);
  else
    lines.push(
      `No single function took visibly more time for the growth of ${what}; nearest to it:`,
    );
  return lines.join('\n');
}

/** Returns the functions of the table: those that grew, else the nearest to it if the whole grew, else none. */
export function shownFunctions(
  { trees, changes }: Difference,
  regression: Regression | null,
): FunctionChange[] {
  const { state, functions } = namedFunctions(trees, changes);
  const isShown = state === 'grown' || regression !== null || wholeGrowth(trees) > WORTH_NAMING;
  return isShown ? functions : [];
}

/** Writes the lines below the table: how to read it, and the time outside of the profiled thread. */
export function notesOfDifference(difference: Difference, regression: Regression | null): string[] {
  const isTable = shownFunctions(difference, regression).length > 0;
  const notes = [isTable ? timingNote(difference) : '', outsideNote(difference)];
  return notes.filter((note) => note !== '');
}

function outsideNote({ trees, outside }: Difference): string {
  if (outside === undefined) return '';
  const { base, head } = outside;
  const most = Math.max(
    base / (base + totalOf(trees.base) || 1),
    head / (head + totalOf(trees.head) || 1),
  );
  if (most < WORTH_NAMING) return '';
  return `Not in this profile: waiting, other threads and child processes, ${formatValue(base, 'ns')} of an iteration in base, ${formatValue(head, 'ns')} in head.`;
}

function timingNote({ profiler, timing }: Difference): string {
  if (timing === 'as-compiled') return AS_COMPILED;
  if (profiler === 'heap' || timing === 'together') return '';
  return 'Functions are timed one by one, with nothing compiled into its caller: together they take more than an iteration.';
}

function regressionOf(regression: Regression | null): string | null {
  if (regression === null) return null;
  const { instrument, effect } = regression;
  return effect === null ? instrument : `${instrument} (${formatChange(effect)})`;
}
