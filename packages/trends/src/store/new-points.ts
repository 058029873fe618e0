import type {
  Environment,
  MeasuredMetric,
  MetricIdentity,
  PerfReport,
} from '@night-pilot/perf-report';
import { fingerprintOf } from '@night-pilot/perf-report/machine';
import { identityTitle } from '@night-pilot/perf-report/series';
import { TrendsError } from '../errors.ts';
import { seriesId } from './digest.ts';

/** A new point of a series, from one metric of a report. */
export interface NewPoint {
  /** See `seriesId`. */
  series: string;
  identity: MetricIdentity;
  fingerprint: string;
  environment: Environment;
  metric: MeasuredMetric;
}

/**
 * Returns the points that a report adds to the series of a history: one for each metric that was
 * measured in this run. A result remembered from a cache is no new evidence.
 *
 * @throws {TrendsError} `SERIES_TWICE` when a series would get two points from one run.
 */
export function newPoints({ run, environments, metrics }: PerfReport): NewPoint[] {
  const known = new Map(environments.map((environment) => [environment.id, environment]));
  const points = new Map<string, NewPoint>();
  for (const metric of metrics) {
    if (metric.state !== 'measured' || metric.origin !== 'measured') continue;
    const environment = known.get(metric.environment);
    if (environment === undefined) continue; // The schema of reports rules this out.
    const { project, suite, name, params, instrument } = metric;
    const identity = { project, suite, name, params, instrument };
    const fingerprint = fingerprintOf(environment, instrument);
    const series = seriesId(identity, fingerprint, metric.unit);
    if (points.has(series)) {
      throw new TrendsError(
        'SERIES_TWICE',
        `Expected one value of ${identityTitle(identity)} (${instrument}) for each environment, got two in run ${run.id}: give one of them another name.`,
      );
    }
    points.set(series, { series, identity, fingerprint, environment, metric });
  }
  return [...points.values()];
}
