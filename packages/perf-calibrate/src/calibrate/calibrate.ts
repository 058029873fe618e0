import { rm } from 'node:fs/promises';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { appendJsonLines, readJsonLines } from '../recording/json-lines.ts';
import { liveRunSchema } from '../recording/live-runs.ts';
import { liveRecordOf, pairRecordOf } from '../recording/record-files.ts';
import type { Calibration } from '../result/calibration.ts';
import { writeCalibration } from '../result/calibration-file.ts';
import { compareEdits } from './compare-edits.ts';
import { judgeRecords } from './judge-records.ts';
import { measureMissing } from './measure-missing.ts';
import type { CalibrateOptions, CalibrationMeasuring } from './options.ts';

/**
 * Finds out how small a change comparisons can show on this machine: records programs against themselves until the
 * records have as many forks and live runs as asked for, compares generated edits when asked to, and judges all records.
 *
 * @throws {PerfKitError} `CALIBRATION_FAILED` when a program does not run, `NOTHING_TO_MEASURE` when there is no record
 *   to judge.
 * @throws the reason of `signal` when it is aborted. The records keep what was measured; the next calibration continues.
 */
export async function calibrate(options: CalibrateOptions): Promise<Calibration> {
  const { folder, measure } = options;
  if (measure !== null) {
    if (measure.again) await discardRecords(folder, measure);
    await measureMissing({ ...options, measure });
    if (measure.edits > 0) await compareEdits(measure.edits, options);
  }
  const calibration = await judgeRecords(options);
  const { wall, live, counts } = calibration;
  if ([wall, live, counts].every(({ length }) => length === 0)) {
    throw new PerfKitError(
      'NOTHING_TO_MEASURE',
      `Expected a record to judge in ${folder}, found none. Record first: perf-kit calibrate.`,
    );
  }
  await writeCalibration(folder, calibration);
  return calibration;
}

async function discardRecords(
  folder: string,
  { load, live, forks }: CalibrationMeasuring,
): Promise<void> {
  if (forks > 0) await rm(pairRecordOf(folder, load), { force: true });
  if (live === 0) return;
  const path = liveRecordOf(folder);
  const { values } = await readJsonLines(path, liveRunSchema);
  await rm(path, { force: true });
  await appendJsonLines(
    path,
    values.filter((run) => run.load !== load),
  );
}
