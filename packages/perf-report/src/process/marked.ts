import { readdirSync, readFileSync } from 'node:fs';

/**
 * Kills all processes that have a variable in their environment: those that a program has started, also where they
 * left its process group. Only Linux shows the environment of processes; elsewhere none is found.
 *
 * @param mark `NAME=value` with a value that nobody else has.
 * @returns Their process ids.
 */
export function endMarked(mark: string): number[] {
  const ended: number[] = [];
  for (const pid of processIds()) {
    if (pid === process.pid || !hasMark(pid, mark)) continue;
    try {
      process.kill(pid, 'SIGKILL');
      ended.push(pid);
    } catch {
      // It has ended meanwhile.
    }
  }
  return ended;
}

function processIds(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isSafeInteger);
  } catch {
    return [];
  }
}

function hasMark(pid: number, mark: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(mark);
  } catch {
    return false;
  }
}
