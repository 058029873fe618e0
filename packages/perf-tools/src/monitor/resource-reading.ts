export interface ResourceReading {
  /** Time since `start()`. */
  atMs: number;
  /** Resident memory of all watched processes. Shared pages count once for each process. */
  rssBytes: number;
  /** Total CPU time of the watched processes; under Linux including their ended children. */
  cpuMs: number;
  /** Number of living watched processes. */
  processes: number;
  /** V8 heap of this process. This and the next three values are null when this process is not watched. */
  heapUsedBytes: number | null;
  /** Memory outside of the heap that JavaScript objects of this process own, such as buffers. */
  externalBytes: number | null;
  /** Longest delay of the event loop since the last reading, checked every 34 ms. */
  loopDelayMaxMs: number | null;
  /** Number of resources that keep the event loop of this process alive: sockets, servers, timers, requests. */
  handles: number | null;
  /** JavaScript heap of the page; null when no page is watched or it has not answered. */
  pageHeapBytes: number | null;
}

/** Resources whose growth can be computed. */
export type GrowingResource = Exclude<keyof ResourceReading, 'atMs' | 'cpuMs' | 'loopDelayMaxMs'>;

/** Returns the readings of one resource during which a watched process was alive. */
export function seriesOf(
  readings: readonly ResourceReading[],
  resource: GrowingResource,
): { atMs: number; value: number }[] {
  return readings.flatMap((reading) => {
    const value = reading[resource];
    return value === null || reading.processes === 0 ? [] : { atMs: reading.atMs, value };
  });
}
