import { BudgetEnded, stopReason } from '@night-pilot/perf-host/process';
import type { Stop } from '../judge/stop.ts';

/** The time of one benchmark, or that of the whole comparison. */
export type BudgetKind = 'budget' | 'total budget';

/** Reason of the abort of a budget that is over. */
class ComparisonBudgetEnded extends BudgetEnded {
  readonly kind: BudgetKind;

  constructor({ cause, text }: BudgetStop) {
    super(text);
    this.kind = cause;
  }
}

type BudgetStop = Stop & { cause: BudgetKind };

/** A budget that is running. Its signal is aborted when it is over, or when its parent is aborted. */
export interface Budget extends Disposable {
  signal: AbortSignal;
}

export interface BudgetOptions {
  /** Time until the end, in ms. undefined: no end. */
  ms: number | undefined;
  /** Text and cause of its end, see {@link endOfBudget}. */
  stop: BudgetStop;
  parent?: AbortSignal | undefined;
}

/** Starts a budget. */
export function startBudget({ ms, stop, parent }: BudgetOptions): Budget {
  const own = new AbortController();
  const timer =
    ms === undefined ? undefined : setTimeout(() => own.abort(new ComparisonBudgetEnded(stop)), ms);
  const signal = parent === undefined ? own.signal : AbortSignal.any([parent, own.signal]);
  return { signal, [Symbol.dispose]: () => clearTimeout(timer) };
}

/**
 * Describes the end of a budget: `the budget of 60 s ended`.
 *
 * @param ms The whole budget, as it was given.
 */
export function endOfBudget(kind: BudgetKind, ms: number): BudgetStop {
  return { cause: kind, text: `the ${kind} of ${Number((ms / 1000).toPrecision(3))} s ended` };
}

/** Describes the end of a benchmark's share of the total budget. */
export function endOfShare(totalMs: number): BudgetStop {
  const { text } = endOfBudget('total budget', totalMs);
  return { cause: 'total budget', text: `its share of ${text}` };
}

/** Says why measuring stopped: which budget was over, or an interruption. */
export function stopOf(signal: AbortSignal): Stop {
  const reason: unknown = signal.reason;
  const cause = reason instanceof ComparisonBudgetEnded ? reason.kind : 'interruption';
  return { cause, text: stopReason(signal) };
}
