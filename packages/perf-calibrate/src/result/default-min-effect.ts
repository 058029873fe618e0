import { wallRules } from '@night-pilot/perf-compare/judge';
import { ReportError } from '@night-pilot/perf-report';
import { formatAge } from '@night-pilot/perf-report/text';
import type { Calibration } from './calibration.ts';
import { calibrationFolder, readCalibration } from './calibration-file.ts';

export interface DefaultMinEffect {
  /** The smallest effect that matters in a comparison by wall time, as a share. */
  minEffect: number;
  /** Its origin, as a text for people. */
  from: string;
}

/**
 * Returns the smallest effect that matters on this machine: the visible one of its calibration, else the built-in one. If
 * the calibration cannot be read, `from` says so, and the built-in one applies.
 *
 * @param folder A folder of the workspace.
 */
export async function defaultMinEffect(folder: string): Promise<DefaultMinEffect> {
  try {
    return fromCalibration(await readCalibration(calibrationFolder(folder)));
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    return builtIn(error.message);
  }
}

function fromCalibration(calibration: Calibration | null): DefaultMinEffect {
  if (calibration === null) return builtIn('perf-kit calibrate measures what this machine can see');
  const { visible, wall } = calibration;
  // Judging old records again does not make them newer.
  const recordedAt = wall.find(({ load }) => load === 'quiet')?.recorded.until;
  const when = `calibrated ${formatAge(recordedAt ?? calibration.calibratedAt)}`;
  switch (visible.state) {
    case 'visible':
      return { minEffect: visible.minEffect, from: `${when}: what this machine can see` };
    case 'too-noisy':
      return builtIn(`${when}: this machine is too noisy for another`);
    case 'too-few-pairs':
      return builtIn(`${when}, with too few quiet forks`);
  }
}

function builtIn(why: string): DefaultMinEffect {
  return { minEffect: wallRules().minEffect, from: `built in; ${why}` };
}
