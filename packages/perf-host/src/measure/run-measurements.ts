import { relative } from 'node:path';
import { type Environment, type Fork, type Metric, summarize } from '@night-pilot/perf-report';
import type { Project } from '@night-pilot/perf-report/workspace';
import type { FailureDescription } from '../fork/failure.ts';
import type { MeasurementDescription } from '../fork/measure-protocol.ts';
import type { MessageOf } from '../fork/protocol.ts';
import { askFork } from '../fork/run-in-fork.ts';

/** Limit of the time in which a measure file has to load, in ms. */
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
 * @throws the reason of `signal` when it is aborted.
 */
export async function runMeasurements(options: RunMeasurementsOptions): Promise<Metric[]> {
  const { files, wanted = () => true, project, signal } = options;
  const metrics: Metric[] = [];
  for (const file of files) {
    const described = await askFork({ do: 'describe-measurement', file }, 'measurement', {
      cwd: project.root,
      limitMs: DESCRIBE_LIMIT_MS,
      signal,
    });
    if (described.state === 'failed') {
      const identity = identityOf({ suite: '', name: relative(project.root, file) }, options);
      metrics.push({ state: 'failed', ...identity, error: described.error });
      continue;
    }
    const { measurement } = described.answer;
    if (!wanted(measurement.name)) continue;
    const repeated = await repeat(file, measurement, options);
    metrics.push(...metricsOf(measurement, repeated, options));
  }
  return metrics;
}

type Values = MessageOf<'values'>;
type Repeated =
  | { state: 'measured'; repetitions: Values[] }
  | { state: 'failed'; error: FailureDescription };

async function repeat(
  file: string,
  { name, repetitions: wanted, limitMinutes }: MeasurementDescription,
  { project, signal, onProgress }: RunMeasurementsOptions,
): Promise<Repeated> {
  const repetitions: Values[] = [];
  for (let done = 0; done < wanted; done += 1) {
    onProgress?.(done, wanted, name);
    const measured = await askFork({ do: 'measure-once', file }, 'values', {
      cwd: project.root,
      limitMs: limitMinutes * 60_000,
      signal,
      onMessage(message) {
        if (message.event !== 'progress') return;
        const share = message.total > 0 ? message.done / message.total : 0;
        onProgress?.(done + share, wanted, name);
      },
    });
    if (measured.state === 'failed') return measured;
    repetitions.push(measured.answer);
  }
  return { state: 'measured', repetitions };
}

function metricsOf(
  { name: suite, metrics }: MeasurementDescription,
  repeated: Repeated,
  options: RunMeasurementsOptions,
): Metric[] {
  return Object.entries(metrics).map(([name, facts]): Metric => {
    const identity = identityOf({ suite, name }, options);
    if (repeated.state === 'failed') return { state: 'failed', ...identity, error: repeated.error };
    const forks = repeated.repetitions.map(({ values, durationMs, disturbance }): Fork => ({
      durationMs,
      disturbance,
      samples: [values[name] as number],
      iterationsPerSample: 1,
      steady: null,
      setAside: null,
      counters: {},
    }));
    const summary = summarize(forks);
    return { state: 'measured', ...identity, origin: 'measured', ...facts, forks, summary };
  });
}

function identityOf(
  { suite, name }: { suite: string; name: string },
  { project, environment }: RunMeasurementsOptions,
) {
  return {
    project: project.name,
    suite,
    name,
    params: {},
    instrument: 'wall',
    environment: environment.id,
  } as const;
}
