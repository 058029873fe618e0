import { getPriority, uptime } from 'node:os';
import { performance } from 'node:perf_hooks';
import { GCProfiler } from 'node:v8';
import type { CountedWaits } from '../../fork/count-protocol.ts';
import { nextWindow } from '../../fork/window-channel.ts';
import type { Benchmark } from './batch-timer.ts';
import { isThenable, repeat, repeatAsync, sink } from './loop.ts';
import { heapInUse } from './read-heap.ts';

/**
 * Calls a benchmark in windows, each with the number of calls that the counting process asks for. Callgrind sets its
 * counter to zero when Node enters the function behind `os.uptime()`, and writes it to a file when Node enters the one
 * behind `os.getPriority()`: only the window lies between the two. A warm-up calls neither.
 *
 * Garbage is collected between the windows, not in them. A few bytes decide in which window a collection falls, and it can
 * take as much as the rest of the window. So the heap grows by what a window allocates.
 */
export async function runWindows({ run }: Benchmark): Promise<CountedWaits> {
  const first = run();
  const isAsync = isThenable(first);
  sink.last = isAsync ? await first : first;
  const collect = globalThis.gc;
  const eventsBefore = performance.nodeTiming.uvMetricsInfo.events;
  const idleBefore = performance.eventLoopUtilization().idle;
  let heap = { bytes: 0, collections: 0 };
  for (let next = nextWindow(heap); next !== null; next = nextWindow(heap)) {
    const { iterations, isCounted } = next;
    collect?.({ type: 'minor' });
    if (!isCounted) {
      if (isAsync) await repeatAsync(run, iterations);
      else repeat(run, iterations);
      continue;
    }
    const profiler = new GCProfiler();
    profiler.start();
    const bytesBefore = heapInUse();
    uptime();
    if (isAsync) await repeatAsync(run, iterations);
    else repeat(run, iterations);
    getPriority();
    const bytes = heapInUse() - bytesBefore;
    heap = { bytes, collections: profiler.stop()?.statistics.length ?? 0 };
  }
  const idleMs = performance.eventLoopUtilization().idle - idleBefore;
  const loopEvents = performance.nodeTiming.uvMetricsInfo.events - eventsBefore;
  return { loopEvents, idleMs };
}
