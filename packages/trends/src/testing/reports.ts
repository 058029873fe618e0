import {
  type Environment,
  type Instrument,
  type MeasuredMetric,
  type MetricIdentity,
  type PerfReport,
  summarize,
  type TestOutcome,
  UNKNOWN_DISTURBANCE,
} from '@night-pilot/perf-report';
import { identifyEnvironment } from '@night-pilot/perf-report/machine';

export const environment: Environment = identifyEnvironment({
  cpuModel: 'Test CPU',
  cores: 2,
  cpuQuota: null,
  memoryBytes: 4 * 2 ** 30,
  os: 'linux',
  kernel: '6.1',
  architecture: 'x64',
  libc: 'glibc 2.36',
  node: '24.1.0',
  v8: '13.6',
  v8Flags: [],
  valgrind: null,
  browser: null,
});

/** Returns the environment with changed facts. */
export function environmentWith(facts: Partial<Environment>): Environment {
  const { id: _id, fingerprints: _fingerprints, ...rest } = { ...environment, ...facts };
  return identifyEnvironment(rest);
}

export function identity(name: string, instrument: Instrument = 'wall'): MetricIdentity {
  return { project: 'db', suite: 'writes', name, params: {}, instrument };
}

/** Returns a metric of two forks. Its 99 % interval reaches from 0.53 to 1.89 times the mean. */
export function metric(
  mean: number,
  { name = 'insert', instrument = 'wall', ...rest }: Partial<MeasuredMetric> = {},
): MeasuredMetric {
  const forks = [0.99, 1.01].map((factor) => ({
    samples: [mean * factor],
    iterationsPerSample: 1,
    durationMs: 1,
    steady: null,
    disturbance: UNKNOWN_DISTURBANCE,
    setAside: null,
    counters: {},
  }));
  return {
    state: 'measured',
    ...identity(name, instrument),
    environment: environment.id,
    origin: 'measured',
    kind: 'time',
    unit: 'ns',
    better: 'lower',
    forks,
    summary: { ...summarize(forks), mean },
    ...rest,
  };
}

/** Returns the report of the run `run-<number>`, which started `number` hours into the year 2026. */
export function report(number: number, metrics: PerfReport['metrics']): PerfReport {
  return {
    schemaVersion: 1,
    run: {
      id: `run-${String(number).padStart(4, '0')}`,
      startedAt: new Date(Date.UTC(2026, 0, 1, number)).toISOString(),
      durationMs: 60_000,
      commit: {
        sha: number.toString(16).padStart(40, '0'),
        branch: 'main',
        authoredAt: '2026-01-01T00:00:00.000Z',
        dirty: false,
      },
      ci: null,
    },
    environments: [environment],
    metrics,
    tests: [],
    attachments: [],
  };
}

export const failedTest: TestOutcome = {
  project: 'app',
  suite: 'page.perf.ts › page',
  name: 'opens',
  variant: null,
  startedAt: '2026-01-01T00:00:00Z',
  durationMs: 1,
  retries: 0,
  worker: 0,
  shard: null,
  outcome: 'failed',
  error: 'no such button\n  at page.perf.ts:3',
};
