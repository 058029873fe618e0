import { resolutionOf } from './counts.ts';
import type { MeasuredMetric } from './schema.ts';

/** A limit that a metric has to keep, in its unit. */
export type Limit = { max: number } | { min: number };

/**
 * - `met`: the whole 99 % interval keeps the limit.
 * - `unclear`: the interval spans the limit. Noise alone could do that, so it fails nothing.
 * - `broken`: the whole interval is on the wrong side. This fails a run.
 */
export type BudgetState = 'met' | 'unclear' | 'broken';

/** The parts of a metric that decide the state of a budget. */
export interface BudgetedValue extends Pick<
  MeasuredMetric,
  'instrument' | 'kind' | 'unit' | 'resolution'
> {
  summary: { mean: number; interval: { low: number; high: number } | null };
}

/**
 * Decides whether a value keeps a limit. Without an interval the mean alone decides, and the state
 * is never `unclear`. A count may miss its limit by less than its resolution.
 */
export function budgetState(limit: Limit, metric: BudgetedValue): BudgetState {
  const { mean, interval } = metric.summary;
  const { low, high } = interval ?? { low: mean, high: mean };
  const resolution = resolutionOf(metric);
  const isKept = (value: number) => {
    const excess = 'max' in limit ? value - limit.max : limit.min - value;
    return excess <= 0 || excess < resolution;
  };
  const [best, worst] = 'max' in limit ? [low, high] : [high, low];
  if (isKept(worst)) return 'met';
  return isKept(best) ? 'unclear' : 'broken';
}

/**
 * Returns the state of the budget that a metric carries, decided from its value and interval.
 *
 * @returns null when the metric has no budget.
 */
export function budgetStateOf(
  metric: BudgetedValue & Pick<MeasuredMetric, 'budget'>,
): BudgetState | null {
  return metric.budget === undefined ? null : budgetState(metric.budget, metric);
}
