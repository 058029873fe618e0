import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';

/** What Node tells of the process that watches itself. */
export interface OwnUsage {
  heapUsedBytes: number;
  externalBytes: number;
  loopDelayMaxMs: number;
  handles: number;
}

/**
 * How often the event loop is asked whether it is late: twice between two readings at 100 ms. Every waking of a process
 * that sleeps costs some 0.1 ms of CPU time.
 */
const ASKED_EVERY_MS = 34;

/** This process, as Node tells of it. */
export class OwnProcess {
  readonly #loopDelay = monitorEventLoopDelay({ resolution: ASKED_EVERY_MS });
  /**
   * Node forgets when it last looked as its histogram is reset. Until it looks again, this timer does. Timers of
   * our own alone would cost more than twice the CPU time of Node's.
   */
  readonly #gap = setTimeout(() => this.#endGap(), ASKED_EVERY_MS).unref();
  #gapSince: number | null = performance.now();
  #longestInGapMs = 0;

  constructor() {
    this.#loopDelay.enable();
  }

  /** @param lateMs How much later than planned this reading itself is. */
  read(lateMs: number): OwnUsage {
    this.#endGap();
    const seenMs = this.#loopDelay.count === 0 ? 0 : this.#loopDelay.max / 1e6 - ASKED_EVERY_MS;
    const loopDelayMaxMs = Math.max(0, lateMs, seenMs, this.#longestInGapMs);
    this.#longestInGapMs = 0;
    // Started anew, Node looks when the timer does: one waking of the process instead of two.
    this.#loopDelay.disable();
    this.#loopDelay.reset();
    this.#loopDelay.enable();
    this.#gapSince = performance.now();
    this.#gap.refresh();
    // Not process.memoryUsage(), which asks the system for the resident memory too.
    const { used_heap_size, external_memory } = getHeapStatistics();
    return {
      heapUsedBytes: used_heap_size,
      externalBytes: external_memory,
      loopDelayMaxMs,
      handles: process.getActiveResourcesInfo().length,
    };
  }

  close(): void {
    clearTimeout(this.#gap);
    this.#loopDelay.disable();
  }

  #endGap(): void {
    if (this.#gapSince === null) return;
    const lateMs = performance.now() - this.#gapSince - ASKED_EVERY_MS;
    this.#longestInGapMs = Math.max(this.#longestInGapMs, lateMs);
    this.#gapSince = null;
  }
}
