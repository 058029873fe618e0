import { wallRules } from '@night-pilot/perf-compare/judge';
import { ReportError } from '@night-pilot/perf-report';
import { formatAge } from '@night-pilot/perf-report/text';
import type { Calibration } from './calibration.ts';
import { calibrationFolder, readCalibration } from './calibration-file.ts';

export interface DefaultMinEffect {
  /** The smallest effect that matters in a comparison by wall time, as a share. */
  minEffect: number;
  /** Where it comes from, for a reader. */
  from: string;
}

/**
 * The smallest effect that matters on this machine: what its calibration found visible, else the built-in one. A
 * calibration that cannot be read is told in `from`: it is no reason not to compare.
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
  if (calibration === null)
    return builtIn('perf-kit calibrate finds out what this machine can see');
  const { visible, wall } = calibration;
  // Judging again what was recorded makes it no newer.
  const recordedAt = wall.find(({ load }) => load === 'quiet')?.recorded.until;
  const when = `calibrated ${formatAge(recordedAt ?? calibration.calibratedAt)}`;
  switch (visible.state) {
    case 'visible':
      return { minEffect: visible.minEffect, from: `${when}: what this machine can see` };
    case 'too-noisy':
      return builtIn(`${when}: this machine is too noisy for another`);
    case 'too-few-pairs':
      return builtIn(`${when}, with too few quiet forks to tell`);
  }
}

function builtIn(why: string): DefaultMinEffect {
  return { minEffect: wallRules().minEffect, from: `built in; ${why}` };
}
