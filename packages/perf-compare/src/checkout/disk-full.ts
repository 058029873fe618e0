import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';

/**
 * The messages of npm, Node and git when no space is left. The last one, of git, names no reason: a file could be made,
 * but not written.
 */
const FULL = /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded|unable to write file/i;

/** Recognises a full disk in the output of a program. @returns null when the output is about something else. */
export function diskFull(output: string, folder: string): PerfKitError | null {
  if (!FULL.test(output)) return null;
  return new PerfKitError(
    'DISK_FULL',
    `No space is left for the checkouts below ${folder}. Make room there, or name a folder on a larger disk in TMPDIR.`,
  );
}
