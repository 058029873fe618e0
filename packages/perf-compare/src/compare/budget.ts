import { BudgetEnded } from '@night-pilot/perf-host/process';

/** A length of time that is running: its signal is aborted when it is over, or when its parent is. */
export interface Budget extends Disposable {
  signal: AbortSignal;
}

export interface BudgetOptions {
  /** In ms. undefined: without an end. */
  ms: number | undefined;
  /** Tells a reader that it is over, such as `the budget of 60 s ended`. */
  ended: string;
  parent?: AbortSignal | undefined;
}

/** Starts a budget. Its abort has a `BudgetEnded` as reason; that of its parent keeps its own. */
export function startBudget({ ms, ended, parent }: BudgetOptions): Budget {
  const own = new AbortController();
  const timer =
    ms === undefined ? undefined : setTimeout(() => own.abort(new BudgetEnded(ended)), ms);
  const signal = parent === undefined ? own.signal : AbortSignal.any([parent, own.signal]);
  return { signal, [Symbol.dispose]: () => clearTimeout(timer) };
}

/** Names the end of a budget for a reader. */
export function endOfBudget(what: string, ms: number): string {
  return `the ${what} of ${Number((ms / 1000).toPrecision(3))} s ended`;
}
