import { relative } from 'node:path';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import type { FailureDescription } from '../fork/failure.ts';
import { askFork, runInFork } from '../fork/run-in-fork.ts';
import type { Project } from '@night-pilot/perf-report/workspace';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import type { Environment, Metric } from '@night-pilot/perf-report';
import { loadMetrics } from './load-metrics.ts';
import type { MeasuredRun } from './measured-run.ts';

/** Limit of the time of a repetition, in ms. */
const LIMIT_MS = 120_000;

export interface RunLoadsOptions {
  project: Project;
  /** Absolute paths of load files. */
  files: readonly string[];
  environment: Environment;
  /** Number of fresh processes for each scenario. The unit of evidence. */
  repetitions: number;
  /** Only runs whose suite (scenario and run, joined by ` › `) passes. @default all */
  wanted?: (suite: string) => boolean;
  onProgress?: ((done: number, total: number, label: string) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Runs load scenarios in bare Node forks. Each repetition is a process that sets its scenario up,
 * does each of its runs once to warm up and once measured, and tears it down.
 *
 * @returns For each run latency, throughput, the share of operations that succeeded, the delay of the event loop and the
 *   peak memory of the watched processes; `failed` metrics where set-up or every operation fails.
 * @throws {PerfKitError} `LOAD_FILE_INVALID` when two files have a run of the same name.
 */
export async function runLoads(options: RunLoadsOptions): Promise<Metric[]> {
  const { project, files, repetitions, onProgress, signal, wanted = () => true } = options;
  const broken: Metric[] = [];
  const runs: MeasuredRun[] = [];
  for (const file of files) {
    const described = await describe(file, options);
    if (described.state === 'failed') broken.push(failedFile(file, described.error, options));
    else runs.push(...described.runs.filter(({ suite }) => wanted(suite)));
  }
  assertNamedApart(runs);
  const scenarios = [...Map.groupBy(runs, ({ file }) => file)];
  const total = scenarios.length * repetitions;
  for (let round = 0; round < repetitions; round += 1) {
    for (const [index, [file, members]] of scenarios.entries()) {
      onProgress?.(round * scenarios.length + index, total, members[0]?.scenario ?? '');
      if (members.some(({ error }) => error !== null)) continue;
      await repeat(file, members, { project, signal });
    }
  }
  onProgress?.(total, total, '');
  return [...broken, ...runs.flatMap((run) => loadMetrics(run, options))];
}

type Described =
  | { state: 'described'; scenario: string; runs: MeasuredRun[] }
  | { state: 'failed'; error: FailureDescription };

async function describe(file: string, { project, signal }: RunLoadsOptions): Promise<Described> {
  const described = await askFork({ do: 'describe-scenario', file }, 'scenario', {
    cwd: project.root,
    limitMs: LIMIT_MS,
    signal,
  });
  if (described.state === 'failed') return described;
  const { name, runs } = described.answer.scenario;
  return {
    state: 'described',
    scenario: name,
    runs: runs.map((run) => ({
      file,
      scenario: name,
      suite: [name, run.name].join(SUITE_SEPARATOR),
      run,
      repetitions: [],
      error: null,
    })),
  };
}

async function repeat(
  file: string,
  runs: readonly MeasuredRun[],
  { project, signal }: Pick<RunLoadsOptions, 'project' | 'signal'>,
): Promise<void> {
  const names = runs.map(({ run }) => run.name);
  await runInFork(
    { do: 'repeat-scenario', file, runs: names },
    {
      cwd: project.root,
      limitMs: LIMIT_MS,
      signal,
      onMessage(message) {
        if (message.event === 'repeated') {
          runs.find(({ run }) => run.name === message.run)?.repetitions.push(message.repetition);
        } else if (message.event === 'failed') {
          // After any failure the scenario has too few repetitions.
          for (const run of runs) run.error = message.error;
        }
      },
    },
  );
}

function assertNamedApart(runs: readonly MeasuredRun[]): void {
  for (const [suite, members] of Map.groupBy(runs, (run) => run.suite)) {
    if (members.length === 1) continue;
    throw new PerfKitError(
      'LOAD_FILE_INVALID',
      `${members.map(({ file }) => file).join(' and ')} both have a run "${suite}": rename one.`,
    );
  }
}

function failedFile(
  file: string,
  error: FailureDescription,
  { project, environment }: RunLoadsOptions,
): Metric {
  return {
    state: 'failed',
    project: project.name,
    suite: '',
    name: relative(project.root, file),
    params: {},
    instrument: 'wall',
    environment: environment.id,
    error,
  };
}
