import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { watchDisturbance } from '../disturbance/disturbance.ts';
import { ResourceMonitor, type ResourceReading } from '@night-pilot/perf-tools/monitor';
import type { Disturbance } from '@night-pilot/perf-report';
import { ConcurrentTester, type ConcurrentTestResult } from '@night-pilot/perf-tools/load';
import type { LoadRun, LoadScenario } from '../fork/define-load.ts';

/** What one repetition of a run gave. */
export interface Repetition {
  result: ConcurrentTestResult;
  /** Of the watched processes, while the run lasted. */
  readings: ResourceReading[];
  disturbance: Disturbance;
  /** 99 % of the time the event loop of the process that produces the load was late by no more. */
  loopDelayP99Ms: number;
}

/** Between readings of memory: short, because a run may last only some ten milliseconds. */
const READING_INTERVAL_MS = 25;

/** How often the event loop is asked whether it is late. Node counts this time as part of the delay. */
const LOOP_RESOLUTION_MS = 1;

/** So many operations at most warm up what is loaded, but as many as are under way at once: what only those start is warm then too. */
const WARM_UP_OPERATIONS = 500;

/**
 * Does a run once, or the beginning of a long one, without counting, so that compilers and caches of what
 * is loaded are warm, and once counted. The indices of the operations go on: none comes twice in one context.
 *
 * @throws the reason of `signal` as soon as it is aborted, whatever operations are under way.
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
  // What was before the first look is not counted: let it be taken.
  await setTimeout(3 * LOOP_RESOLUTION_MS);
  const result = await orAborted(
    new ConcurrentTester({ ...load, operations, timeoutMs, signal }).run((index, timeUp) =>
      operation(context, warming + index, timeUp),
    ),
    signal,
  );
  // A run that never let the event loop go on is one long delay, which the loop can tell only now.
  await setTimeout(2 * LOOP_RESOLUTION_MS);
  loopDelay.disable();
  const loopDelayP99Ms = Math.max(0, loopDelay.percentile(99) / 1e6 - LOOP_RESOLUTION_MS);
  const disturbance = await watch.stop();
  return { result, readings: await monitor.stop(), disturbance, loopDelayP99Ms };
}

/** Work that may never end must not keep the scenario from being torn down. */
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
