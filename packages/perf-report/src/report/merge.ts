import { identityKey } from './series.ts';
import { ReportError } from './errors.ts';
import type { PerfReport, Run } from './schema.ts';

/**
 * Merges the parts that the projects of one run wrote into the report of the run. Equal environments are kept once.
 *
 * @throws {ReportError} when two parts contain the same metric: one of them would be lost.
 */
export function mergeReports(run: Run, parts: readonly PerfReport[]): PerfReport {
  const metrics = parts.flatMap((part) => part.metrics);
  const seen = new Set<string>();
  for (const metric of metrics) {
    const key = `${identityKey(metric)}@${metric.environment}`;
    if (seen.has(key)) {
      throw new ReportError(
        'REPORT_INVALID',
        `Two parts of run ${run.id} hold the same metric: ${key}. Give one of them another name.`,
      );
    }
    seen.add(key);
  }
  const environments = new Map(
    parts.flatMap((part) => part.environments).map((environment) => [environment.id, environment]),
  );
  return {
    schemaVersion: 1,
    run,
    environments: [...environments.values()],
    metrics,
    tests: parts.flatMap((part) => part.tests),
    attachments: parts.flatMap((part) => part.attachments),
  };
}
