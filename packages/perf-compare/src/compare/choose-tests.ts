import type { LookPlan } from '../judge/look-plan.ts';
import type { WallRules } from '../judge/wall-rules.ts';
import { mean, standardDeviation } from '@night-pilot/perf-report/stats';

/** Standard errors between the estimate and the smallest effect that matters, at which a change is usually decided… */
const ERRORS_OF_CHANGE = 2.9;
/** …and at which no change is. */
const ERRORS_OF_NONE = 4.4;
/** Least standard deviation of log ratios. */
const LEAST_SPREAD = 0.001;

/** Estimate of the way to a benchmark's decision, from the pairs so far. */
export interface Outlook {
  /** It seems to have changed by more than the smallest effect that matters. */
  isSuspicious: boolean;
  /** Pairs until the look that probably decides it. null: probably none does. */
  pairsLeft: number | null;
}

/** Estimates how far a benchmark is from its decision. */
export function outlookOf(
  logRatios: readonly number[],
  { minEffect, plan }: Pick<WallRules, 'minEffect' | 'plan'>,
): Outlook {
  const pairs = logRatios.length;
  const [first] = plan.looks;
  if (first === undefined || pairs < first.pairs) {
    return { isSuspicious: false, pairsLeft: Math.max(1, (first?.pairs ?? 1) - pairs) };
  }
  const effect = Math.abs(mean(logRatios));
  const margin = Math.log1p(minEffect);
  const isSuspicious = effect > margin;
  const errors = isSuspicious ? ERRORS_OF_CHANGE : ERRORS_OF_NONE;
  const spread = Math.max(standardDeviation(logRatios), LEAST_SPREAD);
  const needed = ((errors * spread) / Math.abs(effect - margin)) ** 2;
  const look = nextLook(plan, { after: pairs, needed });
  return { isSuspicious, pairsLeft: look === null ? null : look - pairs };
}

/** Returns the pairs of the first look that is yet to come and has enough of them. null: none has. */
function nextLook(
  { looks }: LookPlan,
  { after, needed }: { after: number; needed: number },
): number | null {
  const look = looks.find(
    ({ pairs, allowance }) => allowance === 0 && pairs > after && pairs >= needed,
  );
  return look?.pairs ?? null;
}

/** Joins the outlooks of two benchmarks that a fork measures together: a pair serves both. */
export function furthest(one: Outlook, other: Outlook): Outlook {
  const [left, leftOfOther] = [one.pairsLeft, other.pairsLeft];
  const isSuspicious = one.isSuspicious || other.isSuspicious;
  if (left === null || leftOfOther === null)
    return { isSuspicious, pairsLeft: left ?? leftOfOther };
  return { isSuspicious, pairsLeft: Math.max(left, leftOfOther) };
}

/** A test that needs another pair. */
export interface OpenTest {
  outlook: Outlook;
  /** Time of one pair, in ms. */
  pairMs: number;
}

/**
 * Chooses the tests that take another pair, where the time may not do for all: those whose benchmarks seem to have changed first,
 * then those that are decided soonest, as many as are decided in the time that is left. What no look will decide comes last.
 *
 * @param leftMs Time for all tests together, in ms. Infinity: they have enough.
 * @returns At least one test, unless there is none.
 */
export function chooseTests<Test extends OpenTest>(
  tests: readonly Test[],
  leftMs: number,
): readonly Test[] {
  if (leftMs === Infinity) return tests;
  const [open, hopeless] = [tests.filter(isDecidable), tests.filter((test) => !isDecidable(test))];
  const inOrder = open.toSorted(
    (one, other) =>
      Number(other.outlook.isSuspicious) - Number(one.outlook.isSuspicious) ||
      costOf(one) - costOf(other),
  );
  let left = leftMs;
  const fits = (cost: number): boolean => {
    if (cost > left) return false;
    left -= cost;
    return true;
  };
  const chosen = inOrder.filter((test) => fits(costOf(test)));
  if (chosen.length === open.length) {
    chosen.push(...hopeless.filter(({ pairMs }) => fits(pairMs)));
  }
  return chosen.length > 0 ? chosen : [...inOrder, ...hopeless].slice(0, 1);
}

function isDecidable({ outlook }: OpenTest): boolean {
  return outlook.pairsLeft !== null;
}

/** Returns the time until a test is probably decided, in ms. */
function costOf({ outlook, pairMs }: OpenTest): number {
  return (outlook.pairsLeft ?? Infinity) * pairMs;
}
