import type { BenchmarkInFile, TestPath } from './bench-protocol.ts';
import type { FailureDescription } from './failure.ts';

/** Names benchmarks of one bench file. Messages name each by its index. */
export interface BenchmarksInFile {
  file: string;
  benchmarks: readonly { test: TestPath; benchmark: string }[];
}

/** Requests of the count room: they run benchmarks in a process whose work is counted. */
export type CountRequest =
  | ({ do: 'inspect-benchmarks'; timeMs: number } & BenchmarksInFile)
  /** Calls each benchmark once. */
  | ({ do: 'hash-modules' } & BenchmarksInFile)
  | ({
      do: 'read-heap';
      /** Calls of the benchmark before each reading. */
      windows: readonly number[];
    } & BenchmarkInFile)
  /** The windows are requested one by one: see `window-channel.ts`. All tests run as many times as there are passes. */
  | ({ do: 'run-windows'; passes: number } & BenchmarksInFile);

export type CountMessage =
  /** A benchmark begins. */
  | { event: 'begun'; index: number }
  | { event: 'inspected'; index: number; inspection: Inspection; sources: SourceFacts }
  /** Hash of all modules that the file and its benchmarks loaded, and the benchmarks that ran. */
  | { event: 'hashed'; modules: string; ran: number[] }
  | { event: 'read'; heap: HeapCount }
  /** A benchmark failed; those after it go on. */
  | { event: 'unmeasured'; index: number; error: FailureDescription };

/** Observations of a benchmark that a fork ran for some milliseconds without counting. */
export interface Inspection {
  /** Hooks around each iteration cannot be kept out of a count. */
  hasIterationHooks: boolean;
  /** CPU time of one iteration in the last doubling, in ms. Other processes do not affect it. */
  iterationMs: number;
  waits: Waits;
}

/** Signs that a benchmark waits, or has other threads work for it, while it runs. */
export interface Waits {
  durationMs: number;
  iterations: number;
  /** Events from outside that the event loop handled: sockets, the thread pool, workers. */
  loopEvents: number;
  /** Time that the event loop slept, in ms. */
  idleMs: number;
  /** Times that the process gave up its CPU to wait. null: the system does not count them. */
  blockedCount: number | null;
  /** CPU time of the whole process, in ms. */
  cpuMs: number;
  /** CPU time of its other threads, in ms. null: this Node does not measure it. */
  otherThreadsCpuMs: number | null;
  /** Kinds of asynchronous resources that some iterations created, as async_hooks names them. */
  resources: string[];
}

/** Signs that a benchmark waited while it was counted. */
export type CountedWaits = Pick<Waits, 'loopEvents' | 'idleMs'>;

/** Allocations of a benchmark that a fork counted. */
export interface HeapCount extends CountedWaits {
  /** Bytes of V8's heap in use after each window, less what an empty window leaves there. */
  heapBytes: number[];
  /** CPU time of all windows, in ms. */
  cpuMs: number;
  /** Garbage collections from the start of the first window to the end of the last. */
  collections: number;
}

/** Hashes by which two versions can be recognised as the same code in other places. Numbers, so that a report can hold them. */
export interface SourceFacts {
  /** Hash of all pieces of code, in whatever file and order, and of the imported packages. */
  code: number;
  /** Hash of what the files import from each other and what they export. */
  links: number;
}
