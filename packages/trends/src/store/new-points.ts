import {
  type Environment,
  fingerprintOf,
  identityTitle,
  type MeasuredMetric,
  type MetricIdentity,
  type PerfReport,
} from '@night-pilot/perf-kit/report';
import { TrendsError } from '../errors.ts';
import { seriesId } from './digest.ts';

/** What one metric of a report adds to a series. */
export interface NewPoint {
  /** See `seriesId`. */
  series: string;
  identity: MetricIdentity;
  fingerprint: string;
  environment: Environment;
  metric: MeasuredMetric;
}

/**
 * The points that a report adds to the series of a history: its metrics that were measured
 * there and then. What was remembered from a cache is no new evidence.
 *
 * @throws {TrendsError} `SERIES_TWICE` when a series would get two points from one run.
 */
export function newPoints({ run, environments, metrics }: PerfReport): NewPoint[] {
  const known = new Map(environments.map((environment) => [environment.id, environment]));
  const points = new Map<string, NewPoint>();
  for (const metric of metrics) {
    if (metric.state !== 'measured' || metric.origin !== 'measured') continue;
    const environment = known.get(metric.environment);
    if (environment === undefined) continue; // The schema of reports leaves no such metric.
    const { project, suite, name, params, instrument } = metric;
    const identity = { project, suite, name, params, instrument };
    const fingerprint = fingerprintOf(environment, instrument);
    const series = seriesId(identity, fingerprint, metric.unit);
    if (points.has(series)) {
      throw new TrendsError(
        'SERIES_TWICE',
        `Run ${run.id} holds two values of ${identityTitle(identity)} (${instrument}) for one environment; give one of them another name.`,
      );
    }
    points.set(series, { series, identity, fingerprint, environment, metric });
  }
  return [...points.values()];
}
