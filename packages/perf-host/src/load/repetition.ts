import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { ConcurrentTester } from '@night-pilot/perf-tools/load';
import { ResourceMonitor } from '@night-pilot/perf-tools/monitor';
import { watchDisturbance } from '../disturbance/disturbance.ts';
import type { LoadRun, LoadScenario } from '../fork/define-load.ts';
import type { Repetition } from '../fork/load-protocol.ts';

/** Time between readings of memory, in ms: short, because a run may last only tens of milliseconds. */
const READING_INTERVAL_MS = 25;

/** Interval of the checks whether the event loop is late, in ms. Node counts it as part of the delay. */
const LOOP_RESOLUTION_MS = 1;

/**
 * Limit of the operations that warm up a run. A run that has more of them in flight at once is warmed up by that many, so
 * that all that they start is warm.
 */
const WARM_UP_OPERATIONS = 500;

/**
 * Does a run, or the beginning of a long one, without measuring it, so that compilers and caches are warm, and then does
 * the run once more and measures it. Indices of operations go on: none occurs twice in one context.
 *
 * @throws the reason of `signal` as soon as it is aborted, even while operations are in flight.
 */
export async function repeatRun(
  scenario: LoadScenario<unknown>,
  { operations, concurrency, rate, timeoutMs, operation }: LoadRun<unknown>,
  context: unknown,
  signal: AbortSignal,
): Promise<Repetition> {
  const warming = Math.min(operations, Math.max(WARM_UP_OPERATIONS, concurrency));
  await orAborted(
    new ConcurrentTester({ operations: warming, concurrency, timeoutMs, signal }).run(
      (index, timeUp) => operation(context, index, timeUp),
    ),
    signal,
  );
  const load = rate === undefined ? { concurrency } : { rate, maxUnderWay: concurrency };
  const pids = scenario.pids?.(context);
  const monitor = new ResourceMonitor({ intervalMs: READING_INTERVAL_MS, ...(pids && { pids }) });
  await monitor.start();
  const loopDelay = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  const watch = watchDisturbance();
  loopDelay.enable();
  // The first check only sets the clock: wait for it.
  await setTimeout(3 * LOOP_RESOLUTION_MS);
  const result = await orAborted(
    new ConcurrentTester({ ...load, operations, timeoutMs, signal }).run((index, timeUp) =>
      operation(context, warming + index, timeUp),
    ),
    signal,
  );
  // A run that never let the event loop go on is one long delay, which the loop notices only now.
  await setTimeout(2 * LOOP_RESOLUTION_MS);
  loopDelay.disable();
  const loopDelayP99Ms = Math.max(0, loopDelay.percentile(99) / 1e6 - LOOP_RESOLUTION_MS);
  const disturbance = await watch.stop();
  return { result, readings: await monitor.stop(), disturbance, loopDelayP99Ms };
}

/** Waits for work that may never end, but not after an abort, so that the scenario can be torn down. */
export function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_resolve, reject) => {
      const abort = () => reject(signal.reason as Error);
      if (signal.aborted) abort();
      signal.addEventListener('abort', abort, { once: true });
    }),
  ]);
}
