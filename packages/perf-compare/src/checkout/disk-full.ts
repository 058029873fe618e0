import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';

/**
 * How npm, Node and git say that no space is left. git's last sentence names no reason: a file
 * could be made, but not be filled.
 */
const FULL = /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded|unable to write file/i;

/** @returns the error of a full disk when that is what `said` tells, else null. */
export function diskFull(said: string, folder: string): PerfKitError | null {
  if (!FULL.test(said)) return null;
  return new PerfKitError(
    'DISK_FULL',
    `No space is left for the checkouts below ${folder}. Make room there, or name a folder on a larger disk in TMPDIR.`,
  );
}
