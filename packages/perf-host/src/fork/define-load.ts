/** One thing that a load scenario does, many times and in parallel. */
export interface LoadRun<Context> {
  /** Unique in its scenario. */
  name: string;
  /** How often the operation is done in all: a whole number, at least 1. */
  operations: number;
  /** How many operations are under way at any time, with a `rate` at most: a whole number, at least 1. */
  concurrency: number;
  /**
   * So many operations are due per second, evenly spaced, and latency counts from when each was due.
   * @default whenever one ends the next starts
   */
  rate?: number;
  /** An operation that takes longer is given up and counted as failed, in ms. @default none */
  timeoutMs?: number;
  /**
   * Does the operation once. It succeeded when the promise resolves, and failed when it rejects.
   * `index` runs from 0 through the uncounted warm-up and on: none comes twice in one context.
   * `signal` is aborted when the time of the operation is over; undefined without `timeoutMs`.
   */
  operation: (context: Context, index: number, signal?: AbortSignal) => Promise<unknown>;
}

/** The default export of a `*.load.ts` file. */
export interface LoadScenario<Context> {
  name: string;
  /** Starts what is put under load. Called afresh for each repetition; its time is not measured. */
  setup: () => Promise<Context>;
  /** Ends what `setup` started. Called once for each successful `setup`, also after a failure. */
  teardown?: (context: Context) => Promise<void>;
  /**
   * Process ids whose memory and CPU are watched while the load runs, their children included.
   *
   * @default The process that produces the load.
   */
  pids?: (context: Context) => number[];
  /** In the order in which they are run, in one context. At least one. */
  runs: readonly LoadRun<Context>[];
}

/**
 * Gives a load scenario its types.
 *
 * @example
 * export default defineLoad({
 *   name: 'running app',
 *   setup: () => startApp(),
 *   teardown: (app) => app.stop(),
 *   pids: (app) => [app.pid],
 *   runs: [{ name: '20 parallel creates', operations: 20, concurrency: 20,
 *            operation: (app, index) => app.invoke('create_prompt', prompt(index)) }],
 * });
 */
export function defineLoad<Context>(scenario: LoadScenario<Context>): LoadScenario<Context> {
  return scenario;
}
