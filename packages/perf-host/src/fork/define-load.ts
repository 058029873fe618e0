/** One operation that a load scenario does many times and in parallel. */
export interface LoadRun<Context> {
  /** Unique in its scenario. */
  name: string;
  /** Total number of operations: a whole number, at least 1. */
  operations: number;
  /** Number of operations in flight, with a `rate` the limit of that number: a whole number, at least 1. */
  concurrency: number;
  /**
   * Operations per second, evenly spaced. Latency counts from the time at which an operation is due.
   *
   * @default the next operation starts when one ends
   */
  rate?: number;
  /** Limit of the time of an operation, in ms. One that takes longer is given up and counts as failed. @default none */
  timeoutMs?: number;
  /**
   * Does the operation once. It succeeds when the promise resolves, and fails when it rejects. `index` counts from 0,
   * through the unmeasured warm-up and on, so that none occurs twice in one context. `signal` is aborted at the limit of
   * the operation; undefined without `timeoutMs`.
   */
  operation: (context: Context, index: number, signal?: AbortSignal) => Promise<unknown>;
}

/** The default export of a `*.load.ts` file. */
export interface LoadScenario<Context> {
  name: string;
  /** Starts what is put under load. Called for each repetition; its time is not measured. */
  setup: () => Promise<Context>;
  /** Ends what `setup` started. Called once for each successful `setup`, also after a failure. */
  teardown?: (context: Context) => Promise<void>;
  /**
   * Returns the ids of processes whose memory and CPU are watched while the load runs, including their children.
   *
   * @default The process that produces the load.
   */
  pids?: (context: Context) => number[];
  /** Runs in their order, in one context. At least one. */
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
