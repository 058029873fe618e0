import { performance } from 'node:perf_hooks';
import { getHeapStatistics, GCProfiler } from 'node:v8';
import type { ForkCount } from '../../fork/protocol.ts';
import { type Benchmark, runHook } from './batch-timer.ts';
import { isThenable, repeat, repeatAsync, sink } from './loop.ts';

export interface CountOptions {
  /** How often the function is called in each round. At least 1. */
  iterations: number;
  rounds: number;
}

/**
 * Calls a benchmark exactly `iterations × rounds` times, with nothing else between the calls of a
 * round. The counting itself is done around this process, or by the heap readings between rounds.
 */
export async function count(
  { run, hooks }: Benchmark,
  { iterations, rounds }: CountOptions,
): Promise<ForkCount> {
  await runHook(hooks.beforeAll);
  const heapBytes = Array.from({ length: rounds }, () => 0);
  // Where V8 exposes its collector (`--expose-gc`), the rounds start in an empty young generation.
  (globalThis as { gc?: () => void }).gc?.();
  const profiler = new GCProfiler();
  profiler.start();
  const eventsBefore = performance.nodeTiming.uvMetricsInfo.events;
  const idleBefore = performance.eventLoopUtilization().idle;
  const readingBytes = costOfReading();
  const first = run();
  const isAsync = isThenable(first);
  sink.last = isAsync ? await first : first;
  for (let round = 0; round < rounds; round += 1) {
    const calls = round === 0 ? iterations - 1 : iterations;
    if (isAsync) await repeatAsync(run, calls);
    else repeat(run, calls);
    heapBytes[round] = heapInUse() - readingBytes * round;
  }
  const idleMs = performance.eventLoopUtilization().idle - idleBefore;
  const loopEvents = performance.nodeTiming.uvMetricsInfo.events - eventsBefore;
  const collections = profiler.stop()?.statistics.length ?? 0;
  await runHook(hooks.afterAll);
  return { heapBytes, collections, loopEvents, idleMs };
}

function heapInUse(): number {
  return getHeapStatistics().used_heap_size;
}

/** What one reading leaves on the heap: its first call also sets things up for all the others. */
function costOfReading(): number {
  heapInUse();
  const before = heapInUse();
  return heapInUse() - before;
}
