import type { Metric, PerfReport, Verdict } from '@night-pilot/perf-report';
import { fingerprintOf } from '@night-pilot/perf-report/machine';
import { identityKey } from '@night-pilot/perf-report/series';

/** Returns a function that finds the verdict on a metric of a report. */
export function verdictsByMetric(
  { environments }: PerfReport,
  verdicts: readonly Verdict[],
): (metric: Metric) => Verdict | undefined {
  const bySeries = new Map(
    verdicts.map((verdict) => [
      `${identityKey(verdict.series)}@${verdict.series.fingerprint}`,
      verdict,
    ]),
  );
  const byId = new Map(environments.map((environment) => [environment.id, environment]));
  return (metric) => {
    const environment = byId.get(metric.environment);
    if (environment === undefined) return undefined;
    return bySeries.get(`${identityKey(metric)}@${fingerprintOf(environment, metric.instrument)}`);
  };
}
