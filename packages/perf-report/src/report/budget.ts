import { resolutionOf } from './counts.ts';
import type { MeasuredMetric } from './schema.ts';

/** A limit that a metric has to keep, in its unit. */
export type Limit = { max: number } | { min: number };

/**
 * Whether a metric keeps a limit. It is broken when the whole interval is on the wrong side: noise
 * alone must not fail a run. A count may miss it by less than its resolution.
 */
export function isBudgetMet(
  limit: Limit,
  metric: Pick<MeasuredMetric, 'instrument' | 'kind' | 'unit' | 'resolution' | 'summary'>,
): boolean {
  const { mean, interval } = metric.summary;
  const excess =
    'max' in limit ? (interval?.low ?? mean) - limit.max : limit.min - (interval?.high ?? mean);
  return excess <= 0 || excess < resolutionOf(metric);
}
