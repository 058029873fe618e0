import { relative } from 'node:path';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { watchDisturbance } from '../disturbance/disturbance.ts';
import type { Measurement } from '../fork/define-measurement.ts';
import type { MeasureRequest } from '../fork/measure-protocol.ts';
import type { ForkRoom, RequestOf, Send } from '../fork/protocol.ts';
import { importFile } from '../transform/import-file.ts';

/**
 * Answers requests about measure files. A measurement may have started processes and filled the disk: it tidies up before
 * the fork leaves.
 */
export const measureRoom: ForkRoom<MeasureRequest['do']> = {
  handlers: { 'describe-measurement': describeMeasurement, 'measure-once': measureOnce },
};

/** Loads a measure file and sends what it measures. */
async function describeMeasurement(
  { file }: RequestOf<'describe-measurement'>,
  send: Send,
): Promise<void> {
  const { name, repetitions = 1, limitMinutes = 30, metrics } = await loadMeasurement(file);
  send({ event: 'measurement', measurement: { name, repetitions, limitMinutes, metrics } });
}

/** Measures once. */
async function measureOnce(
  { file }: RequestOf<'measure-once'>,
  send: Send,
  signal: AbortSignal,
): Promise<void> {
  const { metrics, run } = await loadMeasurement(file);
  const watch = watchDisturbance();
  const startedAt = performance.now();
  const progress = (done: number, total: number) => send({ event: 'progress', done, total });
  // After an abort it may tidy up; a measurement that does not heed the signal is killed after a while.
  const values = await run({ signal, progress });
  signal.throwIfAborted();
  const durationMs = performance.now() - startedAt;
  const disturbance = await watch.stop();
  for (const name of Object.keys(metrics)) {
    if (Number.isFinite(values[name])) continue;
    throw new PerfKitError(
      'MEASUREMENT_INVALID',
      `${relative(process.cwd(), file)}: expected run to give a finite number for "${name}", got ${String(values[name])}.`,
    );
  }
  send({ event: 'values', values, durationMs, disturbance });
}

async function loadMeasurement(file: string): Promise<Measurement> {
  const { default: measurement } = (await importFile(file)) as {
    default?: Partial<Measurement>;
  };
  const { name, metrics, run } = measurement ?? {};
  if (!name || typeof run !== 'function' || Object.keys(metrics ?? {}).length === 0) {
    throw new PerfKitError(
      'MEASUREMENT_INVALID',
      `${relative(process.cwd(), file)} must have a default export made by defineMeasurement({ name, metrics: { at least one }, run }).`,
    );
  }
  return measurement as Measurement;
}
