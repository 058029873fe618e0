import { stripVTControlCharacters } from 'node:util';
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
import { thrownText } from '@night-pilot/perf-report/thrown-text';
import { counted } from './count-note.ts';
import { foreignError, type ForeignFile } from './foreign-file.ts';
import { numberOrNull, sizeOf, whyNoNumber } from './foreign-number.ts';
import { foreignTime } from './foreign-time.ts';
import type { ReadContext, ReadResult } from './format.ts';
import { convertedRunId } from './run-id.ts';

type Without<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never;

/** A metric without its machine, and usually without its project. */
export type ForeignMetric = Without<Metric, 'project' | 'environment'> & {
  project?: string;
  /** Whether the file has something else in the place of a number. @default false */
  isNoNumber?: boolean;
};

/** Facts of one run in a foreign file. Missing facts are left out, never guessed. */
export interface ForeignRun {
  /** Start: ISO 8601, or ms since 1970. @default the time at which the file was written */
  startedAt?: unknown;
  /** Duration in ms. @default 0: unknown */
  durationMs?: unknown;
  /** Facts of the machine that measured, which may be another one. @default unknown */
  environment?: Partial<EnvironmentFacts>;
  metrics: readonly ForeignMetric[];
  tests?: readonly Omit<TestOutcome, 'project'>[];
  notes?: readonly string[];
  /** Whether this is one shard of a run that got no test: then an empty report is right. @default false */
  isEmptyShard?: boolean;
}

export interface MeasuredFacts extends Pick<MeasuredMetric, 'suite' | 'name' | 'kind' | 'unit'> {
  params?: MeasuredMetric['params'];
  /** @default 'wall' */
  instrument?: MeasuredMetric['instrument'];
  better: MeasuredMetric['better'];
  /** Values of the file, in its unit: numbers, or what it has instead. A statistic is the one sample of its own metric. */
  samples: readonly unknown[];
  /** @default 1 */
  iterationsPerSample?: number;
  /** Further numbers in the file about these samples. */
  counters?: Fork['counters'];
  /** Duration in ms. @default 0: unknown */
  durationMs?: number;
}

/**
 * Returns a measured metric with one fork: no foreign format has several processes. A sample that is no number makes it
 * unavailable.
 */
export function measured({
  samples,
  params = {},
  instrument = 'wall',
  iterationsPerSample = 1,
  counters = {},
  durationMs = 0,
  ...facts
}: MeasuredFacts): ForeignMetric {
  const identity = { suite: facts.suite, name: facts.name, params, instrument };
  const bad = samples.findIndex((sample) => numberOrNull(sample) === null);
  if (bad >= 0) {
    const which = samples.length === 1 ? '' : `Sample ${bad + 1} of ${samples.length}: `;
    return unavailable(identity, which + whyNoNumber(samples[bad]));
  }
  const fork: Fork = {
    samples: [...(samples as readonly number[])],
    iterationsPerSample: Number.isSafeInteger(iterationsPerSample) ? iterationsPerSample : 1,
    durationMs: sizeOf(durationMs),
    steady: null,
    disturbance: UNKNOWN_DISTURBANCE,
    setAside: null,
    counters,
  };
  const summary = summarize([fork]);
  if (!Number.isFinite(summary.mean)) {
    return unavailable(identity, 'The mean of its samples is a number out of range.');
  }
  return {
    state: 'measured',
    ...facts,
    params,
    instrument,
    origin: 'measured',
    forks: [fork],
    summary,
  };
}

function unavailable(
  identity: Pick<ForeignMetric, 'suite' | 'name' | 'params' | 'instrument'>,
  reason: string,
): ForeignMetric {
  return { state: 'unavailable', ...identity, reason, isNoNumber: true };
}

/**
 * Returns a failed metric for a benchmark that the other tool could not measure.
 *
 * @param thrown Message, or what was thrown as the tool wrote it. undefined or null: the tool gave no reason.
 */
export function failed(
  { suite, name, params = {} }: Pick<MeasuredFacts, 'suite' | 'name' | 'params'>,
  thrown: unknown,
): ForeignMetric {
  const isGiven = thrown !== undefined && thrown !== null && thrown !== '';
  return {
    state: 'failed',
    suite,
    name,
    params,
    instrument: 'wall',
    error: {
      code: null,
      message: isGiven ? stripVTControlCharacters(thrownText(thrown)) : 'The tool gave no reason.',
    },
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
  {
    project,
    writtenAt,
    run: known = {},
    instrument,
    isCopySameRun = false,
    expected,
  }: ReadContext & { expected: string },
): ReadResult {
  const { metrics, tests = [], notes = [], isEmptyShard = false } = run;
  if (metrics.length + tests.length === 0 && !isEmptyShard) {
    throw foreignError(file.source, 'it has no benchmark and no test', expected);
  }
  const unreadable = metrics.filter(({ isNoNumber = false }) => isNoNumber).length;
  const environment = identifyEnvironment({ ...UNKNOWN_ENVIRONMENT, ...run.environment });
  const ownStart = known.startedAt ?? foreignTime(run.startedAt);
  const startedAt = ownStart ?? writtenAt.toISOString();
  const commit = known.commit ?? null;
  const sha = commit?.sha ?? null;
  const report: PerfReport = {
    schemaVersion: REPORT_SCHEMA_VERSION,
    run: {
      id:
        known.id ??
        convertedRunId(file.text, {
          startedAt: isCopySameRun ? ownStart : startedAt,
          sha,
          project,
          instrument,
        }),
      startedAt,
      durationMs: sizeOf(run.durationMs),
      commit,
      ci: null,
    },
    environments: [environment],
    metrics: distinguish(
      metrics.map(({ isNoNumber: _, ...metric }) => ({
        project,
        ...metric,
        environment: environment.id,
        ...(instrument !== undefined && { instrument }),
      })),
    ),
    tests: tests.map((test) => ({ ...test, project })),
    attachments: [],
  };
  const unread = counted(
    'Unavailable',
    unreadable,
    'value that is no number',
    'values that are no numbers',
  );
  return {
    report: parseReport(report, file.source),
    notes: unread === null ? [...notes] : [...notes, unread],
  };
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

/** Numbers the second and later metrics of the same identity, so that none replaces another. */
export function distinguish(metrics: Metric[]): Metric[] {
  const seen = new Map<string, number>();
  const taken = new Set(metrics.map(identityKey));
  return metrics.map((metric) => {
    const key = identityKey(metric);
    let occurrence = (seen.get(key) ?? 0) + 1;
    let numbered = metric;
    while (occurrence > 1) {
      numbered = { ...metric, params: { ...metric.params, occurrence } };
      if (!taken.has(identityKey(numbered))) break;
      occurrence += 1;
    }
    seen.set(key, occurrence);
    taken.add(identityKey(numbered));
    return numbered;
  });
}
