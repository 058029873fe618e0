import type { Inspection } from '../../fork/count-protocol.ts';
import { type Benchmark, runHook } from './batch-timer.ts';
import { isThenable, repeat, repeatAsync, sink } from './loop.ts';
import { waitedForCpuMs } from '../../process/given-time.ts';
import { namesOfResources, watchWaits } from './watch-waits.ts';

/** Limit of the calls that are repeated under async_hooks, which makes them slower. */
const MAX_OBSERVED_CALLS = 20;
/** Further readings of the CPU time. The least counts. */
const AGAIN = 2;
/** Resolution of the clock of CPU time, in ms. */
const CLOCK_MS = 0.01;

/**
 * Calls a benchmark for some time to find out how long an iteration takes, and whether it waits or has other threads work
 * for it.
 *
 * @param timeMs Time in which the number of calls is doubled. 0: it is called once, and only hooks are looked for.
 */
export async function inspect({ run, hooks }: Benchmark, timeMs: number): Promise<Inspection> {
  const hasIterationHooks = hooks.beforeEach !== undefined || hooks.afterEach !== undefined;
  await runHook(hooks.beforeEach);
  const first = run();
  const isAsync = isThenable(first);
  sink.last = isAsync ? await first : first;
  await runHook(hooks.afterEach);
  if (hasIterationHooks || timeMs === 0) {
    return { hasIterationHooks, iterationMs: 0, waits: watchWaits().stop(0, []) };
  }
  const call = async (calls: number) => {
    const startedAt = performance.now();
    const waitedBefore = waitedForCpuMs(process.pid);
    const cpuBefore = process.cpuUsage();
    if (isAsync) await repeatAsync(run, calls);
    else repeat(run, calls);
    const cpu = process.cpuUsage(cpuBefore);
    const elapsedMs = performance.now() - startedAt;
    // Without the time in which other processes had the CPU, which says nothing about the benchmark.
    const givenMs = elapsedMs - (waitedForCpuMs(process.pid) - waitedBefore);
    return { givenMs, cpuMs: Math.max(workOf(cpu), CLOCK_MS) };
  };
  const watch = watchWaits();
  let calls = 1;
  let iterations = 1;
  let last = await call(1);
  while (last.givenMs < timeMs / 2) {
    calls *= 2;
    iterations += calls;
    last = await call(calls);
  }
  const waits = watch.stop(iterations, []);
  const observed = Math.min(MAX_OBSERVED_CALLS, ((timeMs / 2) * calls) / last.givenMs);
  // A call that takes longer than all of this is not repeated to name its resources.
  if (observed >= 1 || isWaiting(waits)) {
    waits.resources = await namesOfResources(() => call(Math.max(1, Math.floor(observed))));
  }
  let leastMs = last.cpuMs;
  // A neighbour that shares the caches or the core makes one reading longer, but not all of them.
  for (let again = 0; again < AGAIN && last.givenMs < timeMs; again += 1) {
    leastMs = Math.min(leastMs, (await call(calls)).cpuMs);
  }
  return { hasIterationHooks, iterationMs: leastMs / calls, waits };
}

/**
 * Returns the CPU time of the code itself, in ms. The system's share is mostly the first use of memory, which differs by
 * several times between equal processes; where it is most of the time, a quarter of the whole stands for the code.
 */
function workOf({ user, system }: NodeJS.CpuUsage): number {
  return Math.max(user, (user + system) / 4) / 1000;
}

function isWaiting({ loopEvents, idleMs }: Inspection['waits']): boolean {
  return loopEvents > 0 || idleMs > 0;
}
