import { createHook } from 'node:async_hooks';
import { performance } from 'node:perf_hooks';
import type { Waits } from '../../fork/count-protocol.ts';

/** Watches this process for waiting until `stop` is called. */
export function watchWaits(): { stop: (iterations: number, resources: string[]) => Waits } {
  const before = read();
  return {
    stop(iterations, resources) {
      const after = read();
      const cpuMs = after.cpuMs - before.cpuMs;
      return {
        durationMs: after.nowMs - before.nowMs,
        iterations,
        loopEvents: after.loopEvents - before.loopEvents,
        idleMs: after.idleMs - before.idleMs,
        blockedCount:
          after.blockedCount === null || before.blockedCount === null
            ? null
            : after.blockedCount - before.blockedCount,
        cpuMs,
        otherThreadsCpuMs:
          after.threadCpuMs === null || before.threadCpuMs === null
            ? null
            : Math.max(0, cpuMs - (after.threadCpuMs - before.threadCpuMs)),
        resources,
      };
    },
  };
}

/** Returns the kinds of asynchronous resources that are created while `run` runs, as async_hooks names them. */
export async function namesOfResources(run: () => Promise<unknown>): Promise<string[]> {
  const names = new Set<string>();
  const hook = createHook({ init: (_id, type) => names.add(type) }).enable();
  try {
    await run();
  } finally {
    hook.disable();
  }
  return [...names].sort();
}

function read() {
  // The oldest supported Node does not have it.
  const { threadCpuUsage } = process as { threadCpuUsage?: typeof process.threadCpuUsage };
  return {
    nowMs: performance.now(),
    loopEvents: performance.nodeTiming.uvMetricsInfo.events,
    idleMs: performance.eventLoopUtilization().idle,
    // Windows does not count switches: libuv returns zero there.
    blockedCount:
      process.platform === 'win32' ? null : process.resourceUsage().voluntaryContextSwitches,
    cpuMs: inMs(process.cpuUsage()),
    threadCpuMs: threadCpuUsage === undefined ? null : inMs(threadCpuUsage.call(process)),
  };
}

function inMs({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}
