import { performance } from 'node:perf_hooks';
import { getHeapStatistics, GCProfiler } from 'node:v8';
import type { HeapCount } from '../../fork/count-protocol.ts';
import type { Benchmark } from './batch-timer.ts';
import { isThenable, repeat, repeatAsync, sink } from './loop.ts';

/**
 * Calls a benchmark in windows, with nothing else between the calls of a window, and reads V8's heap after each window.
 *
 * @param windows Number of calls in each window, at least 1.
 */
export async function readHeap({ run }: Benchmark, windows: readonly number[]): Promise<HeapCount> {
  // The two empty windows at the end show what a window itself leaves on the heap.
  const withEmptyWindows = [...windows, 0, 0];
  // Its numbers lie outside V8's heap.
  const heapBytes = new Float64Array(withEmptyWindows.length);
  // With `--expose-gc` the windows start in an empty young generation.
  (globalThis as { gc?: () => void }).gc?.();
  const profiler = new GCProfiler();
  profiler.start();
  const eventsBefore = performance.nodeTiming.uvMetricsInfo.events;
  const idleBefore = performance.eventLoopUtilization().idle;
  const cpuBefore = process.cpuUsage();
  heapInUse();
  const first = run();
  const isAsync = isThenable(first);
  sink.last = isAsync ? await first : first;
  for (const [index, iterations] of withEmptyWindows.entries()) {
    const calls = index === 0 ? iterations - 1 : iterations;
    if (isAsync) await repeatAsync(run, calls);
    else repeat(run, calls);
    heapBytes[index] = heapInUse();
  }
  const { user, system } = process.cpuUsage(cpuBefore);
  const idleMs = performance.eventLoopUtilization().idle - idleBefore;
  const loopEvents = performance.nodeTiming.uvMetricsInfo.events - eventsBefore;
  const collections = profiler.stop()?.statistics.length ?? 0;
  const [before = 0, after = 0] = heapBytes.slice(-2);
  const bytesAfter = Array.from(heapBytes.subarray(0, windows.length));
  return {
    collections,
    loopEvents,
    idleMs,
    cpuMs: (user + system) / 1000,
    heapBytes: bytesAfter.map((bytes, index) => bytes - (after - before) * index),
  };
}

/** Returns the bytes of V8's heap in use. */
export function heapInUse(): number {
  return getHeapStatistics().used_heap_size;
}
