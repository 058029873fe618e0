import { measuredTimes } from '@night-pilot/perf-host/bench';
import type { Fork, Metric, MetricIdentity } from '@night-pilot/perf-report';

/**
 * Makes the metric of one side's wall time. Also without forks: a report shows how many benchmarks were judged together.
 *
 * @param error Why the benchmark could not be measured. null: it could.
 */
export function wallMetric(
  identity: MetricIdentity & { environment: string },
  { forks, error }: { forks: Fork[]; error: string | null },
): Metric {
  if (error !== null) {
    return { state: 'failed', ...identity, error: { code: null, message: error } };
  }
  // A measured metric needs at least one fork that counts.
  if (forks.every(({ setAside }) => setAside !== null)) {
    return { state: 'unavailable', ...identity, reason: 'it has no pair of forks that counts' };
  }
  return measuredTimes(identity, forks);
}
