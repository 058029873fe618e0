import { basename } from 'node:path';
import type { SystemFiles } from './system-files.ts';

const TICK_MS = 10; // USER_HZ is 100 on every Linux port of Node.

/** A process and the CPU time that it used while it was observed. */
export interface BusyProcess {
  pid: number;
  name: string;
  cpuMs: number;
}

/**
 * Returns the processes that used CPU time between two recordings of `/proc/<pid>/stat`, busiest first. A process that
 * started in between counts from its start; one that ended in between is not seen.
 */
export function busyProcesses(
  before: SystemFiles,
  after: SystemFiles,
  ownPid: number,
): BusyProcess[] {
  return after
    .list('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== ownPid)
    .flatMap((pid): BusyProcess[] => {
      const now = parseProcess(after.read(`/proc/${pid}/stat`));
      if (now === null) return [];
      const then = parseProcess(before.read(`/proc/${pid}/stat`));
      const cpuMs = now.cpuMs - (then?.startedAt === now.startedAt ? then.cpuMs : 0);
      const name = commandOf(after.read(`/proc/${pid}/cmdline`)) ?? now.name;
      return cpuMs <= 0 ? [] : [{ pid: Number(pid), name, cpuMs }];
    })
    .sort((a, b) => b.cpuMs - a.cpuMs || a.pid - b.pid);
}

/** Returns program and script: the kernel calls every Node process `MainThread`. null for kernel threads. */
function commandOf(cmdline: string | null): string | null {
  const [program, script] = cmdline?.split('\0').filter(Boolean) ?? [];
  if (program === undefined) return null;
  return script === undefined || script.startsWith('-')
    ? basename(program)
    : `${basename(program)} ${basename(script)}`;
}

interface ProcessState {
  name: string;
  cpuMs: number;
  /** Start time in ticks since boot. It distinguishes a reused process id from the old one. */
  startedAt: string;
}

/** Reads a line whose name stands in brackets, which may hold blanks and brackets; kernel threads change their names. */
function parseProcess(stat: string | null): ProcessState | null {
  const [match, name = '', rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(stat?.trim() ?? '') ?? [];
  if (match === undefined) return null;
  const fields = rest.split(' ');
  const [userTicks, systemTicks, startedAt = ''] = [fields[11], fields[12], fields[19]];
  return { name, cpuMs: (Number(userTicks) + Number(systemTicks)) * TICK_MS, startedAt };
}
