import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';

/** Usage that Node reports about its own process. */
export interface OwnUsage {
  heapUsedBytes: number;
  externalBytes: number;
  loopDelayMaxMs: number;
  handles: number;
}

/**
 * Interval of the checks whether the event loop is late: two between readings every 100 ms. Waking a sleeping process
 * costs about 0.1 ms of CPU time.
 */
const ASKED_EVERY_MS = 34;

/** Reads this process through Node. */
export class OwnProcess {
  readonly #loopDelay = monitorEventLoopDelay({ resolution: ASKED_EVERY_MS });
  /**
   * Measures delays after a reset of Node's histogram, which forgets when it last checked. Measuring with our own
   * timers alone would cost more than twice the CPU time.
   */
  readonly #gap = setTimeout(() => this.#endGap(), ASKED_EVERY_MS).unref();
  #gapSince: number | null = performance.now();
  #longestInGapMs = 0;

  constructor() {
    this.#loopDelay.enable();
  }

  /** @param lateMs Delay of this reading itself. */
  read(lateMs: number): OwnUsage {
    this.#endGap();
    const seenMs = this.#loopDelay.count === 0 ? 0 : this.#loopDelay.max / 1e6 - ASKED_EVERY_MS;
    const loopDelayMaxMs = Math.max(0, lateMs, seenMs, this.#longestInGapMs);
    this.#longestInGapMs = 0;
    // After a restart Node checks together with the timer: the process wakes once instead of twice.
    this.#loopDelay.disable();
    this.#loopDelay.reset();
    this.#loopDelay.enable();
    this.#gapSince = performance.now();
    this.#gap.refresh();
    // Not process.memoryUsage(), which also asks the system for the resident memory.
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
