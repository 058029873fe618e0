import { pathToFileURL } from 'node:url';
import { PerfKitError } from '../errors.ts';
import { watchDisturbance } from '../measure/disturbance.ts';
import type { Project } from '../project/project.ts';
import { SUITE_SEPARATOR } from '../report/series.ts';
import type { Disturbance, Environment, Fork, MeasuredMetric, Metric } from '../report/schema.ts';
import { summarize } from '../report/summarize.ts';
import { ConcurrentTester, type ConcurrentTestResult } from './concurrent-tester.ts';
import type { LoadRun, LoadScenario } from './define-load.ts';
import { ResourceMonitor, type ResourceReading } from './resource-monitor.ts';

export interface RunLoadsOptions {
  project: Project;
  /** Absolute paths of load files. */
  files: readonly string[];
  environment: Environment;
  /** Times that each scenario is set up and run. The unit of evidence. */
  repetitions: number;
  /** Only runs whose suite (scenario and run, joined by ` › `) passes. @default all */
  wanted?: (suite: string) => boolean;
  onProgress?: ((done: number, total: number, label: string) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** What one repetition of a run gave. */
interface Repetition {
  result: ConcurrentTestResult;
  readings: ResourceReading[];
  disturbance: Disturbance;
}

/**
 * Runs load scenarios: each repetition sets its scenario up afresh, does every run of it once
 * without counting (so that compilers and caches of what is loaded are warm), then once counted.
 *
 * @returns For each run latency, throughput, the share of operations that succeeded, and the peak
 *   memory of the watched processes. Where set-up or every operation fails, `failed` metrics.
 * @throws {PerfKitError} when a file is not a load scenario.
 */
export async function runLoads(options: RunLoadsOptions): Promise<Metric[]> {
  const { files, repetitions, wanted = () => true } = options;
  const scenarios = await Promise.all(files.map(loadScenario));
  const selected = scenarios
    .map((scenario) => ({
      scenario,
      runs: scenario.runs.filter((run) => wanted(suiteOf(scenario, run))),
    }))
    .filter(({ runs }) => runs.length > 0);
  const total = selected.length * repetitions;
  let done = 0;
  const metrics: Metric[] = [];
  for (const { scenario, runs } of selected) {
    const repeated = new Map<LoadRun<unknown>, Repetition[]>(runs.map((run) => [run, []]));
    let error: Error | null = null;
    for (let repetition = 0; repetition < repetitions && error === null; repetition += 1) {
      options.onProgress?.(done, total, scenario.name);
      done += 1;
      try {
        await repeat(scenario, repeated, options.signal);
      } catch (cause) {
        options.signal?.throwIfAborted();
        error = cause instanceof Error ? cause : new Error(String(cause));
      }
    }
    for (const run of runs) {
      metrics.push(...toMetrics(scenario, run, repeated.get(run) ?? [], error, options));
    }
  }
  options.onProgress?.(total, total, '');
  return metrics;
}

async function loadScenario(file: string): Promise<LoadScenario<unknown>> {
  const { default: scenario } = (await import(pathToFileURL(file).href)) as {
    default?: Partial<LoadScenario<unknown>>;
  };
  if (scenario?.name && typeof scenario.setup === 'function' && scenario.runs?.length) {
    return scenario as LoadScenario<unknown>;
  }
  throw new PerfKitError(
    'LOAD_FILE_INVALID',
    `${file} must have a default export made by defineLoad({ name, setup, runs: [at least one] }).`,
  );
}

async function repeat(
  scenario: LoadScenario<unknown>,
  repeated: Map<LoadRun<unknown>, Repetition[]>,
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  const context = await scenario.setup();
  try {
    for (const [run, repetitions] of repeated) {
      const { operations, concurrency } = run;
      const tester = new ConcurrentTester({ operations, concurrency, signal });
      const operation = (index: number) => run.operation(context, index);
      await tester.run(operation);
      const pids = scenario.pids?.(context);
      const monitor = new ResourceMonitor(pids === undefined ? {} : { pids });
      await monitor.start();
      const watch = watchDisturbance();
      const result = await tester.run(operation);
      const disturbance = watch.stop();
      const readings = await monitor.stop();
      signal?.throwIfAborted();
      repetitions.push({ result, readings, disturbance });
    }
  } finally {
    await scenario.teardown?.(context);
  }
}

function suiteOf(scenario: LoadScenario<unknown>, run: LoadRun<unknown>): string {
  return [scenario.name, run.name].join(SUITE_SEPARATOR);
}

function toMetrics(
  scenario: LoadScenario<unknown>,
  run: LoadRun<unknown>,
  repetitions: Repetition[],
  setupError: Error | null,
  { project, environment }: RunLoadsOptions,
): Metric[] {
  const identify = (name: string) =>
    ({
      project: project.name,
      suite: suiteOf(scenario, run),
      name,
      params: { operations: run.operations, concurrency: run.concurrency },
      instrument: 'wall',
      environment: environment.id,
    }) as const;
  const error = setupError ?? everyOperationFailed(repetitions);
  if (error !== null) {
    return ['latency', 'throughput', 'success', 'peak memory'].map((name) => ({
      state: 'failed',
      ...identify(name),
      error: { code: null, message: error.message },
    }));
  }
  const measured = (
    name: string,
    facts: Pick<MeasuredMetric, 'kind' | 'unit' | 'better'>,
    samplesOf: (repetition: Repetition) => number[],
  ): Metric => {
    const forks = repetitions.map((repetition) => toFork(repetition, samplesOf(repetition)));
    const summary = summarize(forks);
    return { state: 'measured', ...identify(name), origin: 'measured', ...facts, forks, summary };
  };
  return [
    measured(
      'latency',
      { kind: 'time', unit: 'ms', better: 'lower' },
      ({ result }) => result.latenciesMs,
    ),
    measured(
      'throughput',
      { kind: 'throughput', unit: 'ops/s', better: 'higher' },
      ({ result }) => [(result.succeeded / result.durationMs) * 1000],
    ),
    measured('success', { kind: 'ratio', unit: '1', better: 'higher' }, ({ result }) => [
      result.succeeded / (result.succeeded + result.failed),
    ]),
    measured('peak memory', { kind: 'memory', unit: 'bytes', better: 'lower' }, ({ readings }) => [
      Math.max(...readings.map(({ rssBytes }) => rssBytes)),
    ]),
  ];
}

function everyOperationFailed(repetitions: readonly Repetition[]): Error | null {
  const hopeless = repetitions.find(({ result }) => result.succeeded === 0);
  if (hopeless === undefined) return null;
  const [message] = hopeless.result.failures.keys();
  return new Error(`Every operation failed, the first one with: ${message}`);
}

function toFork({ result, disturbance }: Repetition, samples: number[]): Fork {
  return {
    samples,
    iterationsPerSample: 1,
    durationMs: result.durationMs,
    steady: null,
    disturbance,
    setAside: null,
    counters: { failed: result.failed },
  };
}
