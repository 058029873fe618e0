import { relative } from 'node:path';
import type { FailureDescription, MeasurementDescription } from '../fork/protocol.ts';
import { runInFork } from '../fork/run-in-fork.ts';
import type { Project } from '@night-pilot/perf-report/workspace';
import { type Environment, type Fork, type Metric, summarize } from '@night-pilot/perf-report';

const DESCRIBE_LIMIT_MS = 60_000;

export interface RunMeasurementsOptions {
  project: Project;
  /** Absolute paths of measure files. */
  files: readonly string[];
  environment: Environment;
  /** Only measurements whose name passes. @default all */
  wanted?: (suite: string) => boolean;
  onProgress?: ((done: number, total: number, label: string) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Runs measurements in bare Node forks, one after the other, as often as each of them asks for.
 *
 * @returns Every metric of every measurement; `failed` ones where a process failed.
 */
export async function runMeasurements(options: RunMeasurementsOptions): Promise<Metric[]> {
  const { files, wanted = () => true, project, environment } = options;
  const metrics: Metric[] = [];
  for (const file of files) {
    const described = await describe(file, options);
    const identity = {
      project: project.name,
      params: {},
      instrument: 'wall' as const,
      environment: environment.id,
    };
    if ('error' in described) {
      const name = relative(project.root, file);
      metrics.push({ state: 'failed', ...identity, suite: '', name, error: described.error });
      continue;
    }
    if (!wanted(described.name)) continue;
    const measured = await repeat(file, described, options);
    for (const [name, facts] of Object.entries(described.metrics)) {
      const suite = described.name;
      if ('error' in measured) {
        metrics.push({ state: 'failed', ...identity, suite, name, error: measured.error });
        continue;
      }
      const forks = measured.repetitions.map(({ values, ...fork }): Fork => ({
        ...fork,
        samples: [values[name] as number],
        iterationsPerSample: 1,
        steady: null,
        setAside: null,
        counters: {},
      }));
      const summary = summarize(forks);
      metrics.push({
        state: 'measured',
        ...identity,
        suite,
        name,
        origin: 'measured',
        ...facts,
        forks,
        summary,
      });
    }
  }
  return metrics;
}

async function describe(
  file: string,
  { project, signal }: RunMeasurementsOptions,
): Promise<MeasurementDescription | { error: FailureDescription }> {
  let answer: MeasurementDescription | { error: FailureDescription } = {
    error: { code: null, message: 'It told nothing of itself.' },
  };
  await runInFork(
    { do: 'describe-measurement', file },
    {
      cwd: project.root,
      limitMs: DESCRIBE_LIMIT_MS,
      signal,
      onMessage(message) {
        if (message.event === 'measurement') answer = message.measurement;
        if (message.event === 'failed') answer = { error: message.error };
      },
    },
  );
  return answer;
}

type Repetition = Pick<Fork, 'durationMs' | 'disturbance'> & { values: Record<string, number> };

async function repeat(
  file: string,
  { name, repetitions: wanted, limitMinutes }: MeasurementDescription,
  { project, signal, onProgress }: RunMeasurementsOptions,
): Promise<{ repetitions: Repetition[] } | { error: FailureDescription }> {
  const repetitions: Repetition[] = [];
  let error: FailureDescription | null = null;
  while (repetitions.length < wanted) {
    const before = repetitions.length;
    onProgress?.(before, wanted, name);
    await runInFork(
      { do: 'measure-once', file },
      {
        cwd: project.root,
        limitMs: limitMinutes * 60_000,
        signal,
        onMessage(message) {
          if (message.event === 'progress') {
            const share = message.total > 0 ? message.done / message.total : 0;
            onProgress?.(before + share, wanted, name);
          } else if (message.event === 'values') {
            const { values, durationMs, disturbance } = message;
            repetitions.push({ values, durationMs, disturbance });
          } else if (message.event === 'failed') {
            error = message.error;
          }
        },
      },
    );
    signal?.throwIfAborted();
    if (error !== null) return { error };
    if (repetitions.length === before) {
      return { error: { code: null, message: 'Its process ended without a value.' } };
    }
  }
  return { repetitions };
}
