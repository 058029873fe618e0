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

/** Every option may also be set in the environment, for all stores of the process: see {@link fromEnvironment}. */
export interface HighPerfOptions {
  /**
   * Sizes for a machine that has memory to spare: 64 MB of page cache in all, 256 MB of the file mapped into each reader
   * thread, up to 20 connections. Without it 32 MB, 128 MB, 10.
   * @default true
   */
  readonly performanceMode?: boolean;
  /**
   * At most this many connections: one on the calling thread, one on the writer thread, the others on reader
   * threads; 3 to 20.
   * @default one reader for each core but one, within what the mode allows
   */
  readonly maxConnections?: number;
  /**
   * Page cache of all connections together, in bytes; at least 1 MB.
   * @default 64 MB or 32 MB, by performanceMode
   */
  readonly cacheBytes?: number;
  /**
   * How much of the file each reader thread maps into memory, in bytes; at least 0.
   * @default 256 MB or 128 MB, by performanceMode
   */
  readonly mmapBytes?: number;
  /**
   * How long to wait for a lock that another process holds, in milliseconds; at least 0.
   * @default 5000
   */
  readonly busyTimeoutMs?: number;
  /**
   * At most this many writes share one commit; at least 1. More of them wait less often for the disk,
   * and the first of them wait longer for the last.
   * @default 1000
   */
  readonly maxBatchOperations?: number;
  /**
   * After this long a commit takes no further write along, in milliseconds; at least 1.
   * @default 50
   */
  readonly maxBatchMs?: number;
  /**
   * At most this many writes wait for their commit; one more is refused with `QUEUE_FULL`. At least 1.
   * @default 10000
   */
  readonly maxQueuedWrites?: number;
  /**
   * A commit that is expected to take no longer runs on the calling thread, which saves the way to the writer thread;
   * in milliseconds, 0 sends all of them there.
   * @default 4
   */
  readonly directCommitMs?: number;
  /**
   * The calling thread reads lists for no longer than this in one turn of the event loop; what is expected to take longer goes
   * to a reader thread. In milliseconds, 0 sends all of them there.
   * @default 1
   */
  readonly directReadMs?: number;
  /**
   * Whether lists are kept for a time. They are never older than the file: what this store or anyone else writes
   * drops them.
   * @default true
   */
  readonly listCache?: boolean;
  /**
   * Rows that the list cache holds in all; at least 100.
   * @default 20000
   */
  readonly listCacheRows?: number;
  /**
   * How long prompts and results are kept in the list cache, in milliseconds; at least 0.
   * @default 30000
   */
  readonly listCacheMs?: number;
  /**
   * How long schedules are kept in the list cache, in milliseconds; at least 0.
   * @default 10000
   */
  readonly scheduleCacheMs?: number;
  /**
   * A read that takes longer is kept in `metrics().slowQueries` with its plan, in milliseconds; at least 0.
   * @default 100
   */
  readonly slowQueryMs?: number;
  /**
   * Beyond this length of the write-ahead log a checkpoint waits for readers and holds writers back, in bytes; at least 1 MB.
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
 * The options with their defaults: those given in code, else those of the environment, else those of the mode.
 *
 * @throws {DatabaseError} `INVALID_INPUT`, naming the option or the variable
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

/** The variable of an option: `NIGHT_PILOT_DB_MAX_BATCH_MS` for `maxBatchMs`. */
const variableOf = (name: string) =>
  `NIGHT_PILOT_DB_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/** Numbers as decimals, flags as `true` or `false`; an empty variable counts as none. */
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
