import { availableParallelism } from 'node:os';
import {
  amount,
  atLeast,
  between,
  type Check,
  fields,
  flag,
  optional,
  refuse,
} from './input/check.ts';

/** Options of HighPerfDatabase. The environment can set each of them for all stores of the process: see {@link fromEnvironment}. */
export interface HighPerfOptions {
  /**
   * Uses more memory: 64 MB of page cache in total, 256 MB of the file mapped into each reader thread, up to 20
   * connections. If false: 32 MB, 128 MB, 10.
   * @default true
   */
  readonly performanceMode?: boolean;
  /**
   * Largest number of connections: one on the calling thread, one on the writer thread, the others on reader threads;
   * 3 to 20.
   * @default 2 and one reader for each core but one, up to the limit of performanceMode
   */
  readonly maxConnections?: number;
  /**
   * Page cache of all connections together, in bytes; at least 1 MB.
   * @default 64 MB or 32 MB, by performanceMode
   */
  readonly cacheBytes?: number;
  /**
   * Part of the file that each reader thread maps into memory, in bytes; at least 0.
   * @default 256 MB or 128 MB, by performanceMode
   */
  readonly mmapBytes?: number;
  /**
   * Longest wait for a lock that another process holds, in milliseconds; at least 0.
   * @default 5000
   */
  readonly busyTimeoutMs?: number;
  /**
   * Largest number of writes that share one commit; at least 1. A larger number means fewer waits for the disk, but the
   * first write of a commit waits longer for the last.
   * @default 1000
   */
  readonly maxBatchOperations?: number;
  /**
   * Time after which a commit accepts no further write, in milliseconds; at least 1.
   * @default 50
   */
  readonly maxBatchMs?: number;
  /**
   * Largest number of writes that wait for their commit; the next one is refused with `QUEUE_FULL`. At least 1.
   * @default 10000
   */
  readonly maxQueuedWrites?: number;
  /**
   * Longest expected duration of a commit on the calling thread, in milliseconds. Longer commits run on the writer thread,
   * which costs some 0.1 ms more; 0 runs all of them there.
   * @default 4
   */
  readonly directCommitMs?: number;
  /**
   * Longest time that the calling thread reads lists in one turn of the event loop, in milliseconds. A list that is expected
   * to take longer is read by a reader thread; 0 reads all of them there.
   * @default 1
   */
  readonly directReadMs?: number;
  /**
   * Whether to cache lists. A cached list is never stale: a write by this store or by anyone else drops it.
   * @default true
   */
  readonly listCache?: boolean;
  /**
   * Largest number of rows in the list cache; at least 100. Each 2,000 characters of their texts count as one more row.
   * @default 20000
   */
  readonly listCacheRows?: number;
  /**
   * Longest time that lists of prompts and results stay in the cache, in milliseconds; at least 0.
   * @default 30000
   */
  readonly listCacheMs?: number;
  /**
   * Longest time that lists of schedules stay in the cache, in milliseconds; at least 0.
   * @default 10000
   */
  readonly scheduleCacheMs?: number;
  /**
   * Duration from which a read of a list is logged in `metrics().slowQueries` with its plan, in milliseconds; at least 0.
   * @default 100
   */
  readonly slowQueryMs?: number;
  /**
   * Length of the write-ahead log from which a checkpoint waits for readers and blocks writers, in bytes; at least 1 MB.
   * @default 64 MB
   */
  readonly maxWalBytes?: number;
}

export type CheckedHighPerfOptions = Required<HighPerfOptions>;

const MB = 1024 * 1024;

const MODES = {
  performance: { cacheBytes: 64 * MB, mmapBytes: 256 * MB, maxConnections: 20 },
  modest: { cacheBytes: 32 * MB, mmapBytes: 128 * MB, maxConnections: 10 },
};

const checks = {
  performanceMode: flag,
  maxConnections: between(3, 20),
  cacheBytes: atLeast(MB),
  mmapBytes: atLeast(0),
  busyTimeoutMs: atLeast(0),
  maxBatchOperations: atLeast(1),
  maxBatchMs: atLeast(1),
  maxQueuedWrites: atLeast(1),
  directCommitMs: amount,
  directReadMs: amount,
  listCache: flag,
  listCacheRows: atLeast(100),
  listCacheMs: atLeast(0),
  scheduleCacheMs: atLeast(0),
  slowQueryMs: amount,
  maxWalBytes: atLeast(MB),
} satisfies Record<keyof HighPerfOptions, Check<unknown>>;

const defaults: Omit<CheckedHighPerfOptions, 'maxConnections' | 'cacheBytes' | 'mmapBytes'> = {
  performanceMode: true,
  busyTimeoutMs: 5_000,
  maxBatchOperations: 1_000,
  maxBatchMs: 50,
  maxQueuedWrites: 10_000,
  directCommitMs: 4,
  directReadMs: 1,
  listCache: true,
  listCacheRows: 20_000,
  listCacheMs: 30_000,
  scheduleCacheMs: 10_000,
  slowQueryMs: 100,
  maxWalBytes: 64 * MB,
};

const given = fields(
  Object.fromEntries(
    Object.entries(checks).map(([name, check]) => [
      name,
      optional<unknown, undefined>(check, undefined),
    ]),
  ),
);

/**
 * Completes the options. Code comes before the environment, the environment before the defaults of the mode.
 *
 * @throws {DatabaseError} `INVALID_INPUT`; the message names the option or the variable
 */
export function highPerfOptions(
  options: HighPerfOptions,
  environment: NodeJS.ProcessEnv,
): CheckedHighPerfOptions {
  const set = { ...fromEnvironment(environment), ...withoutUndefined(given(options, 'options')) };
  const mode = (set.performanceMode ?? defaults.performanceMode) ? MODES.performance : MODES.modest;
  const readers = Math.max(1, availableParallelism() - 1);
  return {
    ...defaults,
    ...mode,
    maxConnections: Math.min(mode.maxConnections, 2 + readers),
    ...set,
  };
}

/** Returns the variable of an option: `NIGHT_PILOT_DB_MAX_BATCH_MS` for `maxBatchMs`. */
const variableOf = (name: string) =>
  `NIGHT_PILOT_DB_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/** Reads options from variables: numbers as decimals, flags as `true` or `false`. An empty variable counts as unset. */
function fromEnvironment(environment: NodeJS.ProcessEnv): HighPerfOptions {
  const set: Record<string, unknown> = {};
  for (const [name, check] of Object.entries(checks)) {
    const variable = variableOf(name);
    const text = environment[variable];
    if (text === undefined || text === '') continue;
    set[name] = check(valueOf(text, variable), variable);
  }
  return set;
}

function valueOf(text: string, variable: string): boolean | number {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^\d+(\.\d+)?$/.test(text)
    ? Number(text)
    : refuse(variable, 'a number, true or false', text);
}

function withoutUndefined(options: Record<string, unknown>): HighPerfOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
