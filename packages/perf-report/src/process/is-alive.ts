import { readFileSync } from 'node:fs';

/**
 * Returns true while a process of this machine runs, whoever owns it. A zombie, which has ended and whose parent has not
 * waited for it, does not run; zombies are common where process 1 of a container waits for nobody.
 */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** Reads the state, on Linux only: the letter behind the name in parentheses, which may itself hold parentheses. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return /^ [ZX]/.test(stat.slice(stat.lastIndexOf(')') + 1));
  } catch {
    return false;
  }
}
