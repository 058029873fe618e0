import {
  type Fork,
  type MeasuredMetric,
  type MetricIdentity,
  summarize,
} from '@night-pilot/perf-report';

/**
 * Returns the metric of a benchmark's wall time, in ns per iteration.
 *
 * @param forks At least one that is not set aside.
 * @throws {ReportError} when every fork is set aside.
 */
export function measuredTimes<
  Identity extends MetricIdentity & Pick<MeasuredMetric, 'environment'>,
>(identity: Identity, forks: Fork[]) {
  return {
    state: 'measured',
    ...identity,
    origin: 'measured',
    kind: 'time',
    unit: 'ns',
    better: 'lower',
    forks,
    summary: summarize(forks),
  } as const;
}
