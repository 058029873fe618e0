import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Part of a file name that says which process made it: `p<pid>-<start>-<machine>`. */
const MARK = /\bp(\d+)-(\d+)-([0-9a-f]{8})\b/;

const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** Returns the mark of this process for names of files and folders that nobody needs after its end. */
export function ownerMark(): string {
  return `p${process.pid}-${startOf(process.pid) ?? '0'}-${machine}`;
}

/**
 * Returns whether a name carries the mark of a process of this machine that has ended. A process that got the same number later is
 * told apart by its start, on Linux.
 */
export function isOfEndedProcess(name: string): boolean {
  const [, pid = '', start, where] = MARK.exec(name) ?? [];
  if (where !== machine) return false;
  const runningStart = startOf(Number(pid));
  if (runningStart !== null) return runningStart !== start;
  return !isRunning(Number(pid));
}

/** Returns when a process started, in clock ticks since the boot; null if it does not run, or on a system without `/proc`. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the command in brackets, which may hold spaces and brackets; the start is the 22nd.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process runs, too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
