/**
 * How a value was obtained. `wall` is elapsed time in a process, and whatever else was read while it ran;
 * `instructions` and `allocated` are deterministic counts per iteration; `browser` is elapsed time or size seen by a
 * page; `counted` is a size or a number of things that is the same for the same code, such as the bytes of a bundle.
 */
export type Instrument = 'wall' | 'instructions' | 'allocated' | 'browser' | 'counted';

/** The environment of a measurement, without its id. The report's schema describes each field. */
export interface EnvironmentFacts {
  cpuModel: string;
  cores: number;
  cpuQuota: number | null;
  memoryBytes: number;
  os: string;
  kernel: string;
  architecture: string;
  libc: string | null;
  node: string;
  v8: string;
  v8Flags: string[];
  valgrind: string | null;
  browser: { name: string; version: string; flags: string[] } | null;
}

/** The environment of a measurement. */
export interface Environment extends EnvironmentFacts {
  /** Hash of the facts. */
  id: string;
  /** Per instrument, a hash of the facts that matter to it. Reports older than `counted` do not have its hash. */
  fingerprints: Record<Exclude<Instrument, 'counted'>, string> & {
    counted?: string | undefined;
  };
}
