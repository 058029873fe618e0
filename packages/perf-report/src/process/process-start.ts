import { readFileSync } from 'node:fs';

/** Place of the start time among the fields of `/proc/PID/stat` that follow the name. */
const START_FIELD = 19;

/**
 * Returns when a process started, in clock ticks since the system started: with it, a process id that was given out
 * again is told from the old one. Null where the system does not say it.
 */
export function processStart(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces and parentheses itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const start = Number(fields[START_FIELD]);
    return Number.isSafeInteger(start) ? start : null;
  } catch {
    return null;
  }
}
