import { PerfKitError } from '../errors.ts';

/** How git, npm and Node say that no space is left. */
const FULL = /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/i;

/** @returns the error of a full disk when that is what `said` tells, else null. */
export function diskFull(said: string, folder: string): PerfKitError | null {
  if (!FULL.test(said)) return null;
  return new PerfKitError(
    'DISK_FULL',
    `No space is left for the checkouts below ${folder}. Make room there, or name a folder on a larger disk in TMPDIR.`,
  );
}
