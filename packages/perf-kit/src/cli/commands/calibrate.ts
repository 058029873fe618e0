import { relative } from 'node:path';
import { print, printError } from '@night-pilot/perf-report/text';
import {
  calibrate as calibrateMachine,
  calibrationFolder,
  renderCalibration,
} from '@night-pilot/perf-calibrate';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { showProgress } from '../progress.ts';
import { parseDuration } from './quantities.ts';

export interface CalibrateFlags {
  loaded?: true;
  forks: string;
  /** Such as `10min`. */
  time: string;
  live: string;
  edits: string;
  again?: true;
  judgeOnly?: true;
}

export interface CalibrateArguments extends CalibrateFlags {
  signal: AbortSignal;
}

/** Calibrates this machine and prints the result: how small a change it can show. */
export async function calibrate(options: CalibrateArguments): Promise<0 | 2> {
  const { signal, loaded = false, judgeOnly = false, again = false } = options;
  const folder = calibrationFolder(process.cwd());
  const measure = {
    load: loaded ? ('loaded' as const) : ('quiet' as const),
    forks: parseCount('--forks', options.forks),
    recordMs: parseDuration('--time', options.time),
    live: parseCount('--live', options.live),
    edits: parseCount('--edits', options.edits),
    again,
  };
  const progress = showProgress('calibrate', 'bench');
  const shown = relative(process.cwd(), folder);
  try {
    const calibration = await calibrateMachine({
      folder,
      signal,
      measure: judgeOnly ? null : measure,
      onProgress: progress.update,
    }).finally(progress.end);
    print(`${renderCalibration(calibration)}\n\n${shown}\n`);
    return 0;
  } catch (error) {
    if (!signal.aborted) throw error;
    printError(
      `Interrupted: everything measured so far is in ${shown}; the same command${again ? ' without --again' : ''} continues.\n`,
    );
    return 2;
  }
}

function parseCount(option: string, text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new PerfKitError('BAD_ARGUMENT', `${option} takes a whole number, got "${text}".`);
}
