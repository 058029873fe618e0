import pidusage from 'pidusage';
import { processTree } from './process-tree.ts';

export interface ResourceMonitorOptions {
  /** Processes to watch, their children included. @default This process. */
  pids?: readonly number[];
  /** Time between the end of a reading and the next, in ms. @default 100 */
  intervalMs?: number;
}

export interface ResourceReading {
  /** Since `start()`. */
  atMs: number;
  /** Resident memory of all watched processes. */
  rssBytes: number;
  /** CPU time used by all watched processes in their life so far. */
  cpuMs: number;
  /** Watched processes that were alive. */
  processes: number;
}

/**
 * Reads memory and CPU time of a process tree at intervals, without overlapping readings.
 *
 * @example
 * const monitor = new ResourceMonitor({ pids: [server.pid] });
 * await monitor.start();
 * const readings = await monitor.stop();
 */
export class ResourceMonitor {
  readonly #pids: readonly number[];
  readonly #intervalMs: number;
  #readings: ResourceReading[] = [];
  #startedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #reading: Promise<void> = Promise.resolve();

  constructor({ pids = [process.pid], intervalMs = 100 }: ResourceMonitorOptions = {}) {
    this.#pids = [...pids];
    this.#intervalMs = intervalMs;
  }

  /** Takes the first reading and goes on by itself. */
  async start(): Promise<void> {
    this.#readings = [];
    this.#startedAt = performance.now();
    await this.#read();
    this.#next();
  }

  /** Takes the last reading. @returns All readings, oldest first, at least one. */
  async stop(): Promise<ResourceReading[]> {
    clearTimeout(this.#timer);
    await this.#reading;
    clearTimeout(this.#timer);
    await this.#read();
    return this.#readings;
  }

  #next(): void {
    this.#timer = setTimeout(() => {
      this.#reading = this.#read().then(() => this.#next());
    }, this.#intervalMs);
    this.#timer.unref();
  }

  async #read(): Promise<void> {
    const usages = await Promise.all(processTree(this.#pids).map(usageOf));
    const alive = usages.filter((usage) => usage !== null);
    this.#readings.push({
      atMs: performance.now() - this.#startedAt,
      rssBytes: alive.reduce((sum, { memory }) => sum + memory, 0),
      cpuMs: alive.reduce((sum, { ctime }) => sum + ctime, 0),
      processes: alive.length,
    });
  }
}

/** @returns null for a process that is gone. */
async function usageOf(pid: number): Promise<{ memory: number; ctime: number } | null> {
  try {
    return await pidusage(pid);
  } catch {
    return null;
  }
}
