import os from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { cpuGroupFolders } from '@night-pilot/perf-report/machine';
import { recordedFiles, type SystemFiles } from './system-files.ts';

/** Two recordings of what this machine counts, and what happened in between. */
export interface Observation {
  before: SystemFiles;
  after: SystemFiles;
  elapsedMs: number;
  /** CPU time of everything except this process between the recordings, in ms. */
  othersCpuMs: number;
}

const COUNTERS = [
  '/proc/stat',
  '/proc/vmstat',
  '/proc/meminfo',
  '/proc/self/cgroup',
  '/proc/pressure/cpu',
  '/proc/pressure/memory',
  '/proc/pressure/io',
];
const GROUP_FILES = ['cpu.max', 'cpu.cfs_quota_us', 'cpu.cfs_period_us', 'cpu.stat'];

/** Records twice and sleeps in between, so that perf-kit itself does not run. */
export async function observe(files: SystemFiles, durationMs: number): Promise<Observation> {
  const first = look(files);
  await setTimeout(durationMs);
  const last = look(files);
  return {
    before: first.files,
    after: last.files,
    elapsedMs: last.atMs - first.atMs,
    othersCpuMs: last.busyMs - first.busyMs - (last.ownMs - first.ownMs),
  };
}

function look(files: SystemFiles) {
  const groups = cpuGroupFolders(files.read('/proc/self/cgroup') ?? '');
  const paths = [
    ...COUNTERS,
    ...groups.flatMap((folder) => GROUP_FILES.map((file) => `${folder}/${file}`)),
    ...files
      .list('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => [`/proc/${pid}/stat`, `/proc/${pid}/cmdline`]),
  ];
  const texts: Record<string, string> = {};
  for (const path of paths) {
    const text = files.read(path);
    if (text !== null) texts[path] = text;
  }
  const { user, system } = process.cpuUsage();
  return {
    files: recordedFiles(texts),
    atMs: performance.now(),
    busyMs: os
      .cpus()
      .reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0),
    ownMs: (user + system) / 1e3,
  };
}
