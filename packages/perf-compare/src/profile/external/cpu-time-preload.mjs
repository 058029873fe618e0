/* Writes the CPU time of a process and of its main thread to a file, for tools that see only the main thread. */
import { writeFileSync } from 'node:fs';
import module from 'node:module';
import { isMainThread } from 'node:worker_threads';

const place = process.env['PERF_KIT_CPU_TIME_FILE'];
// Processes that the script starts inherit the variable, and would overwrite the file.
delete process.env['PERF_KIT_CPU_TIME_FILE'];
if (isMainThread && place !== undefined) {
  module.enableCompileCache?.();
  const { cpuTimeSince, readCpuTime } = await import('@night-pilot/perf-host/cpu-time');
  const start = readCpuTime();
  process.on('exit', () => writeFileSync(place, JSON.stringify(cpuTimeSince(start))));
}
