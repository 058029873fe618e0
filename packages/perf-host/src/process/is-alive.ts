import { readFileSync } from 'node:fs';

/**
 * Whether a process of this machine still runs, whoever it belongs to. One that ended and was
 * never asked for (a zombie, common where process 1 of a container does not ask) does not run.
 */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** Known on Linux only: the letter behind the name in parentheses, which may hold any other. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return /^ [ZX]/.test(stat.slice(stat.lastIndexOf(')') + 1));
  } catch {
    return false;
  }
}
