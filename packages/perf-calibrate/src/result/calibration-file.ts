import { join } from 'node:path';
import { detectEnvironment } from '@night-pilot/perf-report/machine';
import {
  type Environment,
  readValidated,
  ReportError,
  writeValidated,
} from '@night-pilot/perf-report';
import { findWorkspaceRoot } from '@night-pilot/perf-report/workspace';
import { type Calibration, calibrationSchema } from './calibration.ts';

const WHAT = 'a calibration';

/**
 * Returns the folder of this machine's records and calibration: `reports/calibration/<fingerprint>` of the workspace.
 * Machines whose wall times cannot be compared have different folders.
 */
export function calibrationFolder(
  from: string,
  { fingerprints }: Environment = detectEnvironment(),
): string {
  return join(findWorkspaceRoot(from), 'reports', 'calibration', fingerprints.wall);
}

/** Validates and writes a calibration. Throws like `writeReport`. */
export function writeCalibration(folder: string, calibration: Calibration): Promise<void> {
  return writeValidated(fileIn(folder), calibration, calibrationSchema, WHAT);
}

/**
 * Reads and validates a calibration.
 *
 * @returns null when this machine was not calibrated.
 * @throws {ReportError} like `readReport`.
 */
export async function readCalibration(folder: string): Promise<Calibration | null> {
  try {
    return await readValidated(fileIn(folder), calibrationSchema, WHAT);
  } catch (error) {
    if (error instanceof ReportError && error.code === 'REPORT_NOT_FOUND') return null;
    throw error;
  }
}

function fileIn(folder: string): string {
  return join(folder, 'calibration.json');
}
