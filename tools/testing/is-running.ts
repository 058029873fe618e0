import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Returns whether a process runs. One that has ended but was not waited for does not. */
export function isRunning(pid: number): boolean {
  return /^[^ZX]/.test(process.platform === 'linux' ? stateOnLinux(pid) : stateByPs(pid));
}

function stateOnLinux(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2);
  } catch {
    return '';
  }
}

function stateByPs(pid: number): string {
  return spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
}
