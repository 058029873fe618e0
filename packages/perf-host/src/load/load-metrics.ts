import {
  type Environment,
  type Fork,
  type MeasuredMetric,
  type Metric,
  summarize,
} from '@night-pilot/perf-report';
import type { Project } from '@night-pilot/perf-report/workspace';
import { failureCounters } from '@night-pilot/perf-tools/load';
import type { FailureDescription } from '../fork/failure.ts';
import type { Repetition } from '../fork/load-protocol.ts';
import type { MeasuredRun } from './measured-run.ts';

type Facts = Pick<MeasuredMetric, 'kind' | 'unit' | 'better'>;

/** The metrics of each run: their facts, and their samples in one repetition. */
const METRICS: Record<string, Facts & { samplesOf: (repetition: Repetition) => number[] }> = {
  latency: {
    kind: 'time',
    unit: 'ms',
    better: 'lower',
    samplesOf: ({ result }) => [...result.latenciesMs],
  },
  throughput: {
    kind: 'throughput',
    unit: 'ops/s',
    better: 'higher',
    samplesOf: ({ result }) => [(result.succeeded / result.durationMs) * 1000],
  },
  success: {
    kind: 'ratio',
    unit: '1',
    better: 'higher',
    samplesOf: ({ result }) => [result.succeeded / (result.succeeded + result.failed)],
  },
  'loop delay p99': {
    kind: 'time',
    unit: 'ms',
    better: 'lower',
    samplesOf: ({ loopDelayP99Ms }) => [loopDelayP99Ms],
  },
  'peak memory': {
    kind: 'memory',
    unit: 'bytes',
    better: 'lower',
    // A load of an hour has more readings than a call has arguments.
    samplesOf: ({ readings }) => [
      readings.reduce((most, { rssBytes }) => Math.max(most, rssBytes), -Infinity),
    ],
  },
};

/** Returns the metrics of a run: each repetition is one fork of evidence. */
export function loadMetrics(
  { suite, run, repetitions, error: measuringError }: MeasuredRun,
  { project, environment }: { project: Project; environment: Environment },
): Metric[] {
  const error = measuringError ?? whyNothingCounts(repetitions);
  return Object.entries(METRICS).map(([name, { samplesOf, ...facts }]): Metric => {
    const identity = {
      project: project.name,
      suite,
      name,
      params: paramsOf(run),
      instrument: 'wall',
      environment: environment.id,
    } as const;
    if (error !== null) return { state: 'failed', ...identity, error };
    const forks = repetitions.map((repetition) => toFork(repetition, samplesOf(repetition)));
    const summary = summarize(forks);
    return { state: 'measured', ...identity, origin: 'measured', ...facts, forks, summary };
  });
}

function paramsOf({
  operations,
  concurrency,
  rate,
  timeoutMs,
}: MeasuredRun['run']): Metric['params'] {
  return {
    operations,
    concurrency,
    ...(rate !== undefined && { rate }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  };
}

function whyNothingCounts(repetitions: readonly Repetition[]): FailureDescription | null {
  const hopeless = repetitions.find(({ result }) => result.succeeded === 0);
  if (hopeless !== undefined) {
    const [message] = hopeless.result.failures.keys();
    return { code: null, message: `Every operation failed, the first one with: ${message}` };
  }
  if (repetitions.some(({ readings }) => readings.every(({ processes }) => processes === 0))) {
    return { code: null, message: 'None of the watched processes was alive: see `pids`.' };
  }
  return null;
}

function toFork({ result, disturbance }: Repetition, samples: number[]): Fork {
  return {
    samples,
    iterationsPerSample: 1,
    durationMs: result.durationMs,
    steady: null,
    disturbance,
    setAside: null,
    counters: failureCounters(result),
  };
}
