import { type EnvironmentFacts, identifyEnvironment } from '@night-pilot/perf-report/machine';
import {
  type Fork,
  type MeasuredMetric,
  type Metric,
  parseReport,
  type PerfReport,
  REPORT_SCHEMA_VERSION,
  summarize,
  type TestOutcome,
  UNKNOWN_DISTURBANCE,
} from '@night-pilot/perf-report';
import { identityKey } from '@night-pilot/perf-report/series';
import { foreignError, type ForeignFile } from './foreign-file.ts';
import type { ReadContext, ReadResult } from './format.ts';
import { convertedRunId } from './run-id.ts';

type Without<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never;

/** A metric without its machine, and usually without its project. */
export type ForeignMetric = Without<Metric, 'project' | 'environment'> & { project?: string };

/** Facts of one run in a foreign file. Missing facts are left out, never guessed. */
export interface ForeignRun {
  /** Start: ISO 8601, or ms since 1970. @default the time at which the file was written */
  startedAt?: string | number;
  /** Duration in ms. @default 0: unknown */
  durationMs?: number;
  /** Facts of the machine that measured, which may be another one. @default unknown */
  environment?: Partial<EnvironmentFacts>;
  metrics: readonly ForeignMetric[];
  tests?: readonly Omit<TestOutcome, 'project'>[];
  notes?: readonly string[];
}

export interface MeasuredFacts extends Pick<MeasuredMetric, 'suite' | 'name' | 'kind' | 'unit'> {
  params?: MeasuredMetric['params'];
  /** @default 'wall' */
  instrument?: MeasuredMetric['instrument'];
  better: MeasuredMetric['better'];
  /** Values of the file, in its unit. A statistic is the one sample of its own metric. */
  samples: readonly number[];
  /** @default 1 */
  iterationsPerSample?: number;
  /** Further numbers in the file about these samples. */
  counters?: Fork['counters'];
  /** Duration in ms. @default 0: unknown */
  durationMs?: number;
}

/** Returns a measured metric with one fork: no foreign format has several processes. */
export function measured({
  samples,
  params = {},
  instrument = 'wall',
  iterationsPerSample = 1,
  counters = {},
  durationMs = 0,
  ...facts
}: MeasuredFacts): ForeignMetric {
  const fork: Fork = {
    samples: [...samples],
    iterationsPerSample,
    durationMs,
    steady: null,
    disturbance: UNKNOWN_DISTURBANCE,
    setAside: null,
    counters,
  };
  return {
    state: 'measured',
    ...facts,
    params,
    instrument,
    origin: 'measured',
    forks: [fork],
    summary: summarize([fork]),
  };
}

/** Returns a failed metric for a benchmark that the other tool could not measure. */
export function failed(
  { suite, name, params = {} }: Pick<MeasuredFacts, 'suite' | 'name' | 'params'>,
  message: string,
): ForeignMetric {
  return {
    state: 'failed',
    suite,
    name,
    params,
    instrument: 'wall',
    error: { code: null, message: message || 'The tool gave no reason.' },
  };
}

/**
 * Builds the report of a foreign run. Its id is derived from the file, start, commit and project, so the same file
 * always makes the same report, and equal numbers of another day make another one.
 *
 * @throws {PerfKitError} `FOREIGN_FILE_INVALID` when the file has no benchmark and no test.
 */
export function toReport(
  run: ForeignRun,
  file: ForeignFile,
  { project, writtenAt, run: known = {}, instrument, expected }: ReadContext & { expected: string },
): ReadResult {
  const { metrics, tests = [], notes = [] } = run;
  if (metrics.length + tests.length === 0) {
    throw foreignError(file.source, 'it has no benchmark and no test', expected);
  }
  const environment = identifyEnvironment({ ...UNKNOWN_ENVIRONMENT, ...run.environment });
  const startedAt = known.startedAt ?? toIsoTime(run.startedAt) ?? writtenAt.toISOString();
  const commit = known.commit ?? null;
  const sha = commit?.sha ?? null;
  const report: PerfReport = {
    schemaVersion: REPORT_SCHEMA_VERSION,
    run: {
      id: known.id ?? convertedRunId(file.text, { startedAt, sha, project, instrument }),
      startedAt,
      durationMs: run.durationMs ?? 0,
      commit,
      ci: null,
    },
    environments: [environment],
    metrics: distinguish(
      metrics.map((metric) => ({
        project,
        ...metric,
        environment: environment.id,
        ...(instrument !== undefined && { instrument }),
      })),
    ),
    tests: tests.map((test) => ({ ...test, project })),
    attachments: [],
  };
  return { report: parseReport(report, file.source), notes: [...notes] };
}

/**
 * The environment of an unknown machine. The format has no unknown number, so `cores` and `memoryBytes` are the least
 * that it allows.
 */
const UNKNOWN_ENVIRONMENT: EnvironmentFacts = {
  cpuModel: 'unknown',
  cores: 1,
  cpuQuota: null,
  memoryBytes: 1,
  os: 'unknown',
  kernel: 'unknown',
  architecture: 'unknown',
  libc: null,
  node: 'unknown',
  v8: 'unknown',
  v8Flags: [],
  valgrind: null,
  browser: null,
};

function toIsoTime(time: string | number | undefined): string | null {
  if (time === undefined) return null;
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** Numbers the second and later metrics of the same identity, so that none replaces another. */
export function distinguish(metrics: Metric[]): Metric[] {
  const seen = new Map<string, number>();
  return metrics.map((metric) => {
    const key = identityKey(metric);
    const occurrence = (seen.get(key) ?? 0) + 1;
    seen.set(key, occurrence);
    return occurrence === 1 ? metric : { ...metric, params: { ...metric.params, occurrence } };
  });
}
