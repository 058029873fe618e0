import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import type { ForkMessage, ForkRequest } from '../fork/protocol.ts';
import { importFile } from '../transform/import-file.ts';
import { watchDisturbance } from '../disturbance/disturbance.ts';
import type { Measurement } from '../fork/define-measurement.ts';

type Tell = (message: ForkMessage) => void;
type Request<Name extends ForkRequest['do']> = Extract<ForkRequest, { do: Name }>;

/** Loads a measure file and tells what it measures. */
export async function describeMeasurement(
  { file }: Request<'describe-measurement'>,
  tell: Tell,
): Promise<void> {
  const { name, repetitions = 1, limitMinutes = 30, metrics } = await loadMeasurement(file);
  tell({ event: 'measurement', measurement: { name, repetitions, limitMinutes, metrics } });
}

/** Measures once. */
export async function measureOnce(
  { file }: Request<'measure-once'>,
  tell: Tell,
  signal: AbortSignal,
): Promise<void> {
  const { metrics, run } = await loadMeasurement(file);
  const watch = watchDisturbance();
  const startedAt = performance.now();
  const progress = (done: number, total: number) => tell({ event: 'progress', done, total });
  // It is left to tidy up when it is told to end; one that does not listen is killed after a while.
  const values = await run({ signal, progress });
  signal.throwIfAborted();
  const durationMs = performance.now() - startedAt;
  const disturbance = await watch.stop();
  for (const name of Object.keys(metrics)) {
    if (Number.isFinite(values[name])) continue;
    throw new PerfKitError(
      'MEASUREMENT_INVALID',
      `${file}: expected run to give a finite number for "${name}", got ${String(values[name])}.`,
    );
  }
  tell({ event: 'values', values, durationMs, disturbance });
}

async function loadMeasurement(file: string): Promise<Measurement> {
  const { default: measurement } = (await importFile(file)) as {
    default?: Partial<Measurement>;
  };
  const { name, metrics, run } = measurement ?? {};
  if (!name || typeof run !== 'function' || Object.keys(metrics ?? {}).length === 0) {
    throw new PerfKitError(
      'MEASUREMENT_INVALID',
      `${file} must have a default export made by defineMeasurement({ name, metrics: { at least one }, run }).`,
    );
  }
  return measurement as Measurement;
}
