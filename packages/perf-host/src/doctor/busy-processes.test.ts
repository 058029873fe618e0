import { expect, test } from 'vitest';
import { busyProcesses } from './busy-processes.ts';
import { recordedFiles } from './system-files.ts';

/** As in proc(5): pid (name) state ppid pgrp session tty tpgid flags 4×faults utime stime … */
function processes(
  ...list: [pid: number, name: string, user: number, system: number, startedAt?: number][]
) {
  return recordedFiles(
    Object.fromEntries(
      list.map(([pid, name, user, system, startedAt = 9]) => [
        `/proc/${pid}/stat`,
        `${pid} (${name}) S 1 ${pid} ${pid} 0 -1 4194304 99 0 0 0 ${user} ${system} 0 0 20 0 1 0 ${startedAt} 4096\n`,
      ]),
    ),
  );
}

test('lists the busiest processes first, by user and system time', () => {
  const before = processes([10, 'node', 100, 50], [11, 'idle', 5, 5], [12, 'cc1', 0, 0]);
  const after = processes([10, 'node', 120, 60], [11, 'idle', 5, 5], [12, 'cc1', 50, 10]);
  expect(busyProcesses(before, after, 1)).toEqual([
    { pid: 12, name: 'cc1', cpuMs: 600 },
    { pid: 10, name: 'node', cpuMs: 300 },
  ]);
});

test('reads names with blanks and brackets', () => {
  const before = processes([10, 'tmux: server) (1', 0, 0]);
  const after = processes([10, 'tmux: server) (1', 2, 1]);
  expect(busyProcesses(before, after, 1)).toEqual([
    { pid: 10, name: 'tmux: server) (1', cpuMs: 30 },
  ]);
});

test('counts a new process from its start, also when it reuses a process id', () => {
  const before = processes([10, 'old', 500, 0]);
  const after = processes([10, 'new', 3, 0, 77], [20, 'born', 4, 0]);
  expect(busyProcesses(before, after, 1).map(({ cpuMs }) => cpuMs)).toEqual([40, 30]);
});

test('goes on counting a kernel thread that changes its name', () => {
  const before = processes([10, 'kworker/1:1-events', 500, 0]);
  const after = processes([10, 'kworker/1:1-mm_percpu', 501, 0]);
  expect(busyProcesses(before, after, 1)).toMatchObject([{ cpuMs: 10 }]);
});

test.each([
  ['/usr/bin/node\0/srv/app/server.js\0--port\x001\0', 'node server.js'],
  ['/usr/bin/node\0--watch\0x.js\0', 'node'],
  ['', 'MainThread'],
])('a process is named by its command line %j', (cmdline, name) => {
  const stat = processes([10, 'MainThread', 5, 0]).read('/proc/10/stat') ?? '';
  const after = recordedFiles({ '/proc/10/stat': stat, '/proc/10/cmdline': cmdline });
  expect(busyProcesses(processes(), after, 1)).toMatchObject([{ name }]);
});

test('leaves out the observing process', () => {
  expect(busyProcesses(processes(), processes([10, 'node', 9, 9]), 10)).toEqual([]);
});
