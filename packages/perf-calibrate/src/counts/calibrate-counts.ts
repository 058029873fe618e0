import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { CountInstrument } from '@night-pilot/perf-host/count';
import {
  calibrationVersions,
  type CountCalibrationSizes,
  DEFAULT_SIZES,
  type ProgramVersion,
} from './calibration-versions.ts';
import { availablePrograms } from './checkouts.ts';
import type { ProgramName } from './corpus/generated-programs.ts';
import { sumUpCounts } from './count-calibration.ts';
import type { CountCalibration } from './count-calibration-schema.ts';
import { judgeRecorded } from './found-comparison.ts';
import { inParallel } from '@night-pilot/perf-host/process';
import { VersionComparer } from './version-comparer.ts';

/** Comparisons at a time. Each runs two processes, so all cores stay busy with others. */
const AT_A_TIME = availableParallelism();

export interface CalibrateCountsOptions {
  /** Folder of the record `counts.jsonl`. Recorded comparisons are not repeated. */
  folder: string;
  instrument: CountInstrument;
  sizes?: Partial<CountCalibrationSizes>;
  /** Programs to compare. @default all whose packages are installed */
  programs?: readonly ProgramName[];
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Compares generated programs with themselves and with edits whose effect is known, as `perf-kit compare` does, and sums
 * up the results. Takes hours in full size; an interrupted calibration continues where it ended.
 *
 * @throws {PerfKitError} `CALIBRATION_FAILED` when a program does not run.
 * @throws the reason of `signal` when it is aborted, after ending all processes and removing all checkouts.
 * @example
 * const { aa, nullEdits, planted } = await calibrateCounts({ folder, instrument: 'instructions' });
 */
export async function calibrateCounts({
  folder,
  instrument,
  sizes,
  programs = availablePrograms(),
  signal,
  onProgress,
}: CalibrateCountsOptions): Promise<CountCalibration> {
  const versions = calibrationVersions(programs, { ...DEFAULT_SIZES, ...sizes });
  const total = Object.values(versions).flat().length;
  let done = 0;
  await using comparer = await VersionComparer.open({
    path: recordIn(folder),
    instrument,
    signal,
  });
  const compareAll = <One extends ProgramVersion>(programVersions: readonly One[]) =>
    inParallel(
      programVersions.map((version) => async () => {
        const found = await comparer.compare(version);
        onProgress?.((done += 1), total);
        return { ...version, ...judgeRecorded(found) };
      }),
      AT_A_TIME,
    );
  const aa = await compareAll(versions.aa);
  const nullEdits = await compareAll(versions.nullEdits);
  const planted = await compareAll(versions.planted);
  return sumUpCounts({ aa, nullEdits, planted }, instrument);
}

/**
 * Sums up the recorded comparisons, and makes no new ones.
 *
 * @returns null when there are none of this instrument on this machine.
 */
export async function sumUpRecordedCounts({
  folder,
  instrument,
}: Pick<CalibrateCountsOptions, 'folder' | 'instrument'>): Promise<CountCalibration | null> {
  const versions = calibrationVersions(availablePrograms(), DEFAULT_SIZES);
  await using comparer = await VersionComparer.open({ path: recordIn(folder), instrument });
  const kept = <One extends ProgramVersion>(programVersions: readonly One[]) =>
    programVersions.flatMap((version) => {
      const found = comparer.kept(version);
      return found === undefined ? [] : [{ ...version, ...judgeRecorded(found) }];
    });
  const { aa, nullEdits, planted } = versions;
  const found = {
    aa: kept(aa),
    nullEdits: kept(nullEdits),
    planted: kept(planted),
  };
  const isEmpty = Object.values(found).every((comparisons) => comparisons.length === 0);
  return isEmpty ? null : sumUpCounts(found, instrument);
}

function recordIn(folder: string): string {
  return join(folder, 'counts.jsonl');
}
