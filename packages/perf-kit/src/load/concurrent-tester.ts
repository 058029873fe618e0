import { PerfKitError } from '../errors.ts';

export interface ConcurrentTestOptions {
  /** How often the operation is done in all: a whole number, at least 1. */
  operations: number;
  /** How many are under way at any time: a whole number, at least 1. */
  concurrency: number;
  /** Stops starting operations when aborted; those under way are awaited. */
  signal?: AbortSignal | undefined;
}

export interface ConcurrentTestResult {
  succeeded: number;
  failed: number;
  /** From the first start to the last end. */
  durationMs: number;
  /** Of the operations that succeeded, in the order in which they ended. */
  latenciesMs: number[];
  /** How often each error message was seen. */
  failures: Map<string, number>;
}

/**
 * Does an operation many times with a fixed number under way: whenever one ends the next starts.
 *
 * @example
 * const tester = new ConcurrentTester({ operations: 100, concurrency: 25 });
 * const { failed, latenciesMs } = await tester.run((index) => store.getPrompt(index));
 */
export class ConcurrentTester {
  readonly #options: ConcurrentTestOptions;

  /** @throws {PerfKitError} `BAD_ARGUMENT` when a number is not whole or below 1. */
  constructor(options: ConcurrentTestOptions) {
    for (const name of ['operations', 'concurrency'] as const) {
      const value = options[name];
      if (Number.isSafeInteger(value) && value >= 1) continue;
      throw new PerfKitError(
        'BAD_ARGUMENT',
        `${name} must be a whole number from 1, got ${value}.`,
      );
    }
    this.#options = { ...options };
  }

  /**
   * @param operation Succeeds when its promise resolves; a rejection or a throw is counted as a
   *   failure and does not end the test. Its index runs from 0.
   */
  async run(operation: (index: number) => Promise<unknown>): Promise<ConcurrentTestResult> {
    const { operations, concurrency, signal } = this.#options;
    const latenciesMs: number[] = [];
    const failures = new Map<string, number>();
    let next = 0;
    let failed = 0;
    const work = async () => {
      while (next < operations && signal?.aborted !== true) {
        const index = next;
        next += 1;
        const startedAt = performance.now();
        try {
          await operation(index);
          latenciesMs.push(performance.now() - startedAt);
        } catch (error) {
          failed += 1;
          const message = error instanceof Error ? error.message : String(error);
          failures.set(message, (failures.get(message) ?? 0) + 1);
        }
      }
    };
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: Math.min(concurrency, operations) }, work));
    const durationMs = performance.now() - startedAt;
    return { succeeded: latenciesMs.length, failed, durationMs, latenciesMs, failures };
  }
}
