// The global `performance` is a getter: in a loop it costs a quarter of reading the clock.
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import type { ClosedLoopOptions } from './concurrent-test-options.ts';
import type { Tally } from './tally.ts';

/** Keeps a number of operations in flight until all are done, and counts in the tally how each ended. */
export async function runClosedLoop(
  operation: (index: number) => Promise<unknown>,
  options: ClosedLoopOptions,
  tally: Tally,
): Promise<void> {
  const { operations = Infinity, durationMs = Infinity, signal } = options;
  const over = new AbortController();
  const endsAt = performance.now() + durationMs;
  let next = 0;
  const mayStart = (now: number) => next < operations && now < endsAt && signal?.aborted !== true;

  const work = async () => {
    // The end of one operation is the start of the next: reading the clock costs most here.
    let now = performance.now();
    while (mayStart(now)) {
      const startedAt = now;
      try {
        await operation(next++);
        now = performance.now();
        tally.latencies.append(now - startedAt);
      } catch (error) {
        tally.fail(error);
        now = performance.now();
      }
    }
    over.abort();
  };

  const workers: Promise<void>[] = [];
  const startedAt = performance.now();
  const waits = AbortSignal.any(signal === undefined ? [over.signal] : [over.signal, signal]);
  for (const startsAfterMs of workerStarts(options)) {
    const waitMs = startsAfterMs - (performance.now() - startedAt);
    if (waitMs > 0) await setTimeout(waitMs, undefined, { signal: waits }).catch(() => undefined);
    if (!mayStart(performance.now())) break;
    workers.push(work());
  }
  await Promise.all(workers);
}

/** Returns the start of each worker, in ms since the first one. */
function* workerStarts({ operations, concurrency, ramp }: ClosedLoopOptions): Generator<number> {
  const workers = Math.min(concurrency, operations ?? Infinity);
  for (let worker = 1; worker <= workers; worker += 1) {
    const late = ramp === undefined ? 0 : worker - ramp.from;
    yield ramp === undefined || late <= 0 ? 0 : (late / (concurrency - ramp.from)) * ramp.overMs;
  }
}
