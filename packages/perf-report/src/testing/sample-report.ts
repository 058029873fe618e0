import type { EnvironmentFacts } from '../machine/environment-facts.ts';
import { identifyEnvironment } from '../machine/environment.ts';
import type { Environment, Fork, MeasuredMetric, PerfReport } from '../report/schema.ts';
import { summarize } from '../report/summarize.ts';

/** Returns the environment of an invented machine. */
export function sampleEnvironment(changes: Partial<EnvironmentFacts> = {}): Environment {
  return identifyEnvironment({
    cpuModel: 'Sample CPU 1',
    cores: 4,
    cpuQuota: null,
    memoryBytes: 8 * 2 ** 30,
    os: 'linux',
    kernel: '6.1.0',
    architecture: 'x64',
    libc: 'glibc 2.36',
    node: '24.1.0',
    v8: '13.6',
    v8Flags: [],
    valgrind: null,
    browser: null,
    ...changes,
  });
}

export function sampleFork(samples: number[], changes: Partial<Fork> = {}): Fork {
  return {
    samples,
    iterationsPerSample: 1,
    durationMs: 10,
    steady: null,
    disturbance: {
      stealMs: 0,
      cpuPressureMs: null,
      throttledMs: null,
      involuntarySwitches: 3,
      gcMs: 0.5,
      gcCount: 1,
    },
    setAside: null,
    counters: {},
    ...changes,
  };
}

export function sampleMetric(changes: Partial<MeasuredMetric> = {}): MeasuredMetric {
  const forks = changes.forks ?? [sampleFork([100, 110]), sampleFork([90, 100])];
  return {
    state: 'measured',
    project: 'db',
    suite: 'writes › one caller',
    name: 'HighPerfDatabase',
    params: {},
    instrument: 'wall',
    environment: sampleEnvironment().id,
    origin: 'measured',
    kind: 'time',
    unit: 'ns',
    better: 'lower',
    summary: summarize(forks),
    ...changes,
    forks,
  };
}

export function sampleReport(changes: Partial<PerfReport> = {}): PerfReport {
  return {
    schemaVersion: 1,
    run: {
      id: 'run-1',
      startedAt: '2026-01-02T03:04:05.678Z',
      durationMs: 1234,
      commit: {
        sha: 'a'.repeat(40),
        branch: 'main',
        authoredAt: '2026-01-01T00:00:00.000Z',
        dirty: false,
      },
      ci: null,
    },
    environments: [sampleEnvironment()],
    metrics: [sampleMetric()],
    tests: [],
    attachments: [],
    ...changes,
  };
}
