import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import module from 'node:module';
import { join } from 'node:path';
import { isMainThread, threadId } from 'node:worker_threads';

const CPU_INTERVAL_US = 200;
const HEAP_INTERVAL_BYTES = 8192;

module.enableCompileCache?.();
const { registerFallback } = await import('@night-pilot/perf-host/transform');
registerFallback();

const folder = process.env['PERF_KIT_PROFILE_FOLDER'] ?? '';
const isHeap = process.env['PERF_KIT_PROFILER'] === 'heap';

const { cpuTimeSince, readCpuTime } = await import('@night-pilot/perf-host/cpu-time');
const atStart = readCpuTime();
const session = new Session();
session.connect();
if (isHeap) {
  session.post('HeapProfiler.startSampling', {
    samplingInterval: HEAP_INTERVAL_BYTES,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
} else {
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: CPU_INTERVAL_US });
  session.post('Profiler.start');
}

process.on('exit', () => {
  const cpuTime = cpuTimeSince(atStart);
  // The inspector of the own process answers before post() returns.
  session.post(isHeap ? 'HeapProfiler.stopSampling' : 'Profiler.stop', (error, result) => {
    if (error !== null) return;
    const thread = isMainThread ? 0 : threadId;
    const { pid, ppid: parentPid } = process;
    const left = { pid, parentPid, thread, cpuTime, profile: result.profile };
    writeFileSync(join(folder, `${pid}-${thread}.json`), JSON.stringify(left));
  });
});

if (isMainThread) {
  for (const [name, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ]) {
    process.on(name, () => {
      // A script that listens to the signal as well leaves when it wants.
      if (process.listenerCount(name) === 1) process.exit(exitCode);
    });
  }
}
