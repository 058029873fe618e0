/** What Node tells of the process that watches itself. */
export interface OwnUsage {
  heapUsedBytes: number;
  externalBytes: number;
  arrayBuffersBytes: number;
  loopDelayMaxMs: number;
  handles: number;
}

/** How often the event loop is asked whether it is late: asking every 10 ms would cost twice the CPU time. */
const ASKED_EVERY_MS = 20;

/**
 * This process. The event loop is watched by a timer and not by Node's `monitorEventLoopDelay`, which forgets when
 * it last looked whenever its histogram is reset, and so misses every fifth delay at a reading each 100 ms.
 */
export class OwnProcess {
  readonly #timer: NodeJS.Timeout;
  #lookedAt = performance.now();
  #longestDelayMs = 0;

  constructor() {
    this.#timer = setInterval(() => this.#look(), ASKED_EVERY_MS).unref();
  }

  read(): OwnUsage {
    this.#note(performance.now());
    const loopDelayMaxMs = this.#longestDelayMs;
    this.#longestDelayMs = 0;
    const { heapUsed, external, arrayBuffers } = process.memoryUsage();
    return {
      heapUsedBytes: heapUsed,
      externalBytes: external,
      arrayBuffersBytes: arrayBuffers,
      loopDelayMaxMs,
      handles: process.getActiveResourcesInfo().length,
    };
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const now = performance.now();
    this.#note(now);
    this.#lookedAt = now;
  }

  #note(now: number): void {
    this.#longestDelayMs = Math.max(this.#longestDelayMs, now - this.#lookedAt - ASKED_EVERY_MS);
  }
}
