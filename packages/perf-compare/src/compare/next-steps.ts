import type { Verdict } from '@night-pilot/perf-report';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import type { Undecided, UndecidedCause } from './undecided.ts';

export interface NextStepsOptions {
  /** Time of each benchmark, in ms. */
  budgetMs: number;
  /** Time of the whole comparison, in ms. undefined: no limit. */
  totalBudgetMs?: number | undefined;
  /** Least time of a benchmark for a decision, in ms, where that is known. */
  neededMs?: number | undefined;
}

/** Advice for a reader about undecided benchmarks. */
export interface NextSteps {
  /** A line for each cause, with the benchmarks. */
  notes: string[];
  /** The last line of the comparison. null: time did not run out. */
  lastLine: string | null;
}

/** At most this many benchmarks are named in a line: the table has all of them. */
const NAMED = 5;

const QUIETER = 'use a quieter machine (perf-kit doctor says what disturbs this one)';
const SMALLER_GOAL = 'accept a larger --min-effect';

/** Names undecided benchmarks by their cause, with what decides them. */
export function nextSteps(
  { verdicts, undecided }: { verdicts: readonly Verdict[]; undecided: readonly Undecided[] },
  options: NextStepsOptions,
): NextSteps {
  const open = undecided.filter((benchmark) => !isJudgedByWall(benchmark, verdicts));
  const withCause = (...causes: UndecidedCause[]) =>
    open.filter(({ cause }) => causes.includes(cause));
  const late = withCause('budget', 'total budget');
  const lines: [what: string, benchmarks: Undecided[], step: string][] = [
    ['Out of time', late, ''],
    ['Too noisy to decide', withCause('plan'), `${capital(QUIETER)}, or ${SMALLER_GOAL}.`],
    ['Too disturbed to decide', withCause('disturbance'), `${capital(QUIETER)}.`],
    [
      'Not decided by counts',
      withCause('not steady', 'not countable'),
      'Add wall to --instrument: time decides.',
    ],
  ];
  const notes = lines
    .filter(([, benchmarks]) => benchmarks.length > 0)
    .map(([what, benchmarks, step]) => `${what}: ${namesOf(benchmarks)}. ${step}`.trimEnd());
  if (late.length === 0) return { notes, lastLine: null };
  const count = benchmarksOf(late).size;
  return {
    notes,
    lastLine: `${count} undecided for lack of time: ${stepOf(late, verdicts, options)}`,
  };
}

function stepOf(
  late: readonly Undecided[],
  verdicts: readonly Verdict[],
  { budgetMs, totalBudgetMs, neededMs = 0 }: NextStepsOptions,
): string {
  const ofTotal = late.filter(({ cause }) => cause === 'total budget');
  if (totalBudgetMs !== undefined && ofTotal.length > 0) {
    return `give --total-budget ${flagOf(neededInTotal(totalBudgetMs, ofTotal, verdicts))} or more`;
  }
  const budget = flagOf(Math.max(2 * budgetMs, neededMs));
  return `give --budget ${budget} or more, ${SMALLER_GOAL}, or ${QUIETER}`;
}

/** Estimates the time of all benchmarks from the time of those that were decided. */
function neededInTotal(
  totalBudgetMs: number,
  late: readonly Undecided[],
  verdicts: readonly Verdict[],
): number {
  const measured = verdicts
    .filter(({ verdict }) => verdict !== 'new' && verdict !== 'gone')
    .map(({ series }) => series);
  const count = benchmarksOf(measured).size;
  const decided = count - benchmarksOf(late).size;
  const factor = decided > 0 ? count / decided : count;
  return Math.max(2, factor) * totalBudgetMs;
}

function isJudgedByWall({ suite, name, cause }: Undecided, verdicts: readonly Verdict[]): boolean {
  if (cause !== 'not steady' && cause !== 'not countable') return false;
  return verdicts.some(
    ({ series }) => series.suite === suite && series.name === name && series.instrument === 'wall',
  );
}

function benchmarksOf(members: readonly { suite: string; name: string }[]): Set<string> {
  return new Set(members.map(({ suite, name }) => [suite, name].join(SUITE_SEPARATOR)));
}

function namesOf(undecided: readonly Undecided[]): string {
  const instruments = Map.groupBy(undecided, ({ suite, name }) =>
    [suite, name].filter(Boolean).join(SUITE_SEPARATOR),
  );
  const names = [...instruments].map(
    ([title, members]) => `${title} (${members.map(({ instrument }) => instrument).join(', ')})`,
  );
  const more = names.length - NAMED;
  return names.slice(0, NAMED).join('; ') + (more > 0 ? `; and ${more} more` : '');
}

/** A time as one types it behind an option, rounded up: `30s`, `2min`. */
function flagOf(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.ceil(seconds / 60)}min`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
