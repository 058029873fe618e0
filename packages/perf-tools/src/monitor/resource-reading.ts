export interface ResourceReading {
  /** Since `start()`. */
  atMs: number;
  /** Resident memory of all watched processes. Pages that they share count once for each. */
  rssBytes: number;
  /** CPU time that the watched processes have used in their life so far, and under Linux their ended children. */
  cpuMs: number;
  /** Watched processes that were alive. */
  processes: number;
  /** V8's heap of this process. This and the next three are null when this process is not watched. */
  heapUsedBytes: number | null;
  /** Memory outside of the heap that JavaScript objects of this process hold, such as that of buffers. */
  externalBytes: number | null;
  /** Longest delay of the event loop since the last reading, looked for every 34 ms. */
  loopDelayMaxMs: number | null;
  /** What keeps the event loop of this process alive: sockets, servers, timers, requests. */
  handles: number | null;
  /** JavaScript heap of the page; null when none is watched or it has not answered. */
  pageHeapBytes: number | null;
}

/** What can grow. */
export type GrowingResource = Exclude<keyof ResourceReading, 'atMs' | 'cpuMs' | 'loopDelayMaxMs'>;

/** Readings of one resource while a watched process was alive. */
export function seriesOf(
  readings: readonly ResourceReading[],
  resource: GrowingResource,
): { atMs: number; value: number }[] {
  return readings.flatMap((reading) => {
    const value = reading[resource];
    return value === null || reading.processes === 0 ? [] : { atMs: reading.atMs, value };
  });
}
