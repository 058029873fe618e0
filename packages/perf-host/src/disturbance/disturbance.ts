import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PerformanceObserver } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { cpuGroupFolders } from '@night-pilot/perf-report/machine';
import type { Disturbance } from '@night-pilot/perf-report';
import { parseThrottling } from './throttling.ts';

/**
 * Records what disturbs this process until `stop()` is called. Steal and CPU pressure are those of the whole machine:
 * Linux does not attribute them to a process.
 */
export function watchDisturbance(): { stop: () => Promise<Disturbance> } {
  const collections: number[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) collections.push(entry.duration);
  });
  observer.observe({ entryTypes: ['gc'] });
  const before = readCounters();
  return {
    async stop() {
      const after = readCounters();
      // Node reports collections in the next turn of the event loop.
      await setImmediate();
      for (const entry of observer.takeRecords()) collections.push(entry.duration);
      observer.disconnect();
      return {
        stealMs: difference(after.stealMs, before.stealMs),
        cpuPressureMs: difference(after.cpuPressureMs, before.cpuPressureMs),
        throttledMs: difference(after.throttledMs, before.throttledMs),
        involuntarySwitches: difference(after.involuntarySwitches, before.involuntarySwitches),
        gcMs: collections.reduce((sum, duration) => sum + duration, 0),
        gcCount: collections.length,
      };
    },
  };
}

interface Counters {
  stealMs: number | null;
  cpuPressureMs: number | null;
  throttledMs: number | null;
  involuntarySwitches: number | null;
}

function readCounters(): Counters {
  return {
    // Ninth field of the first line, in ticks of 10 ms (USER_HZ is 100 on every Linux port of Node).
    stealMs: scale(/^cpu +(?:\d+ ){7}(\d+)/.exec(read('/proc/stat'))?.[1], 10),
    cpuPressureMs: scale(/^some .*total=(\d+)/.exec(read('/proc/pressure/cpu'))?.[1], 1e-3),
    throttledMs: readThrottledMs(),
    involuntarySwitches:
      process.platform === 'win32' ? null : process.resourceUsage().involuntaryContextSwitches,
  };
}

/** Returns the sum of the stops of this process's group and its ancestors, each of which can have a quota. */
function readThrottledMs(): number | null {
  const times = cpuGroupFolders(read('/proc/self/cgroup'))
    .map((folder) => parseThrottling(read(join(folder, 'cpu.stat'))))
    .filter((throttling) => throttling !== null);
  return times.length === 0 ? null : times.reduce((sum, { ms }) => sum + ms, 0);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function scale(digits: string | undefined, factor: number): number | null {
  return digits === undefined ? null : Number(digits) * factor;
}

function difference(after: number | null, before: number | null): number | null {
  return after === null || before === null ? null : Math.max(0, after - before);
}
