import type { MetricSource, ToolMetric } from '../tool-report/metric-source.ts';
import { runClosedLoop } from './closed-loop.ts';
import { checkOptions, type ConcurrentTestOptions } from './concurrent-test-options.ts';
import { OpenArrival } from './open-arrival.ts';
import { percentilesMs, type PercentilesMs } from './percentiles.ts';
import { resultMetrics } from './result-metrics.ts';
import { Tally } from './tally.ts';
import { type Operation, withTimeLimit } from './with-time-limit.ts';

export interface ConcurrentTestResult {
  succeeded: number;
  /** Those that timed out included. */
  failed: number;
  timedOut: number;
  /** From the first start to the last end. */
  durationMs: number;
  /**
   * Of the operations that succeeded, in the order in which they ended. With a `rate` each counts from the time at which
   * it was due, not from its start.
   */
  latenciesMs: Float64Array;
  /** Of `latenciesMs`; null when no operation succeeded. */
  percentilesMs: PercentilesMs | null;
  /** How much later than due each operation started, in the order of their starts; null without a `rate`. */
  startDelaysMs: Float64Array | null;
  /** How often each error message was seen; time-outs are counted as `TIMEOUT`, from the 101st message on as `other errors`. */
  failures: Map<string, number>;
}

/**
 * Does an operation many times: with a fixed number under way (`concurrency`), or at fixed times (`rate`), without coordinated
 * omission. A throw, a rejection or a time-out is counted and does not end the test.
 *
 * @example
 * const tester = new ConcurrentTester({ rate: 500, durationMs: 10_000, timeoutMs: 2_000 });
 * const { failed, percentilesMs } = await tester.run((index, signal) => store.getPrompt(index, { signal }));
 */
export class ConcurrentTester implements MetricSource {
  readonly #options: ConcurrentTestOptions;
  #result: ConcurrentTestResult | null = null;

  /** @throws {PerfKitError} `BAD_ARGUMENT` when an option is out of its range, or one is missing or too many. */
  constructor(options: ConcurrentTestOptions) {
    checkOptions(options);
    this.#options = { ...options };
  }

  /** An operation that may never end needs `timeoutMs`: without it, it is awaited. */
  async run(operation: Operation): Promise<ConcurrentTestResult> {
    const options = this.#options;
    const { timeoutMs } = options;
    const timed = timeoutMs === undefined ? operation : withTimeLimit(operation, timeoutMs);
    const tally = new Tally();
    const startedAt = performance.now();
    const startDelaysMs = await runLoad(timed, options, tally);
    const durationMs = performance.now() - startedAt;
    const latenciesMs = tally.latencies.toArray();
    this.#result = {
      succeeded: latenciesMs.length,
      ...{ failed: tally.failed, timedOut: tally.timedOut, durationMs, latenciesMs },
      ...{ percentilesMs: percentilesMs(latenciesMs), startDelaysMs, failures: tally.failures },
    };
    return this.#result;
  }

  /** Of the newest run: latency, throughput, the share that succeeded; with a `rate` also by how much operations started late. */
  metrics(): ToolMetric[] {
    if (this.#result === null) return [];
    return resultMetrics(this.#result, paramsOf(this.#options));
  }
}

async function runLoad(
  operation: (index: number) => Promise<unknown>,
  options: ConcurrentTestOptions,
  tally: Tally,
): Promise<Float64Array | null> {
  if (options.rate === undefined) {
    await runClosedLoop(operation, options, tally);
    return null;
  }
  const arrival = new OpenArrival(operation, options, tally);
  await arrival.run();
  return arrival.startDelays.toArray();
}

/** The numbers that tell one test from another. */
function paramsOf(options: ConcurrentTestOptions): Record<string, number> {
  const { signal: _signal, ramp, ...numbers } = options;
  const all = { ...numbers, rampFrom: ramp?.from, rampMs: ramp?.overMs };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
}
