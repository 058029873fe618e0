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

/** A metric before it is known of which machine, and mostly before it is known of which project. */
export type ForeignMetric = Without<Metric, 'project' | 'environment'> & { project?: string };

/** What a foreign file tells of one run. What it does not tell is left out, never guessed. */
export interface ForeignRun {
  /** ISO 8601 or ms since 1970. @default when the file was written */
  startedAt?: string | number;
  /** @default 0, which here means that the file does not tell it */
  durationMs?: number;
  /** Of the machine that measured, which need not be this one. @default unknown */
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
  /** As they are in the file, in its unit. A statistic is one sample of its own metric. */
  samples: readonly number[];
  /** @default 1 */
  iterationsPerSample?: number;
  /** Further numbers of the file about these samples. */
  counters?: Fork['counters'];
  /** @default 0: not told */
  durationMs?: number;
}

/** A measured metric of one process, since no foreign format tells of several. */
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

/** A benchmark that the other tool could not measure. */
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
    error: { code: null, message: message || 'The tool gives no reason.' },
  };
}

/**
 * The report of a foreign run. Its id follows from the file, start, commit and project: the same file makes the same
 * report, and unchanged numbers of another day another one.
 *
 * @throws {PerfKitError} `FOREIGN_FILE_INVALID` when nothing was measured and no test ran.
 */
export function toReport(
  run: ForeignRun,
  file: ForeignFile,
  { project, writtenAt, run: known = {}, instrument, expected }: ReadContext & { expected: string },
): ReadResult {
  const { metrics, tests = [], notes = [] } = run;
  if (metrics.length + tests.length === 0) {
    throw foreignError(file.source, 'there is no benchmark and no test in it', expected);
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
 * Of a machine that a file says nothing about. `cores` and `memoryBytes` are the least that the format allows, since
 * it has no word for an unknown number.
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

/** Files may name two measurements alike; the second gets a number, so that none takes the place of the other. */
export function distinguish(metrics: Metric[]): Metric[] {
  const seen = new Map<string, number>();
  return metrics.map((metric) => {
    const key = identityKey(metric);
    const occurrence = (seen.get(key) ?? 0) + 1;
    seen.set(key, occurrence);
    return occurrence === 1 ? metric : { ...metric, params: { ...metric.params, occurrence } };
  });
}
