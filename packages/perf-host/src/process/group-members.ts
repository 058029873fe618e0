import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { RunningProcess } from '@night-pilot/perf-report/process';

/** Longest command line that is returned, in characters. */
const LONGEST = 120;

/** Lists the running processes of a process group, without zombies. Empty on Windows. */
export function groupMembers(group: number): RunningProcess[] {
  if (process.platform === 'win32' || !exists(group)) return [];
  return process.platform === 'linux' ? fromProc(group) : fromPs(group);
}

/** The system's own answer takes a microsecond; zombies count. */
function exists(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function fromProc(group: number): RunningProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        // The name in parentheses may hold spaces and parentheses itself.
        const [state = '', , itsGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (Number(itsGroup) !== group || 'ZX'.includes(state)) return [];
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
        return [{ pid: Number(pid), command: (line || name).slice(0, LONGEST) }];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
}

function fromPs(group: number): RunningProcess[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,pgid=,stat=,command='], {
    encoding: 'utf8',
  });
  return (stdout ?? '').split('\n').flatMap((line) => {
    const [, pid, itsGroup, state = '', command = ''] =
      /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (Number(itsGroup) !== group || state.startsWith('Z')) return [];
    return [{ pid: Number(pid), command: command.slice(0, LONGEST) }];
  });
}
