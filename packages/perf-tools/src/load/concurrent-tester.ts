import type { MetricSource, ToolMetric } from '../tool-report/metric-source.ts';
import { runClosedLoop } from './closed-loop.ts';
import { checkOptions, type ConcurrentTestOptions } from './concurrent-test-options.ts';
import { OpenArrival } from './open-arrival.ts';
import type { ConcurrentTestResult } from './concurrent-test-result.ts';
import { percentilesMs } from './percentiles.ts';
import { resultMetrics } from './result-metrics.ts';
import { Tally } from './tally.ts';
import { type Operation, withTimeLimit } from './with-time-limit.ts';

/**
 * Runs an operation many times: with a fixed number in flight (`concurrency`), or at fixed times (`rate`) without
 * coordinated omission. Counts a throw, a rejection or a time-out as a failure, and continues.
 *
 * @example
 * const tester = new ConcurrentTester({ rate: 500, durationMs: 10_000, timeoutMs: 2_000 });
 * const { failed, percentilesMs } = await tester.run((index, signal) => store.getPrompt(index, { signal }));
 */
export class ConcurrentTester implements MetricSource {
  readonly #options: ConcurrentTestOptions;
  #result: ConcurrentTestResult | null = null;

  /** @throws {PerfKitError} `BAD_ARGUMENT` when an option is out of range, is missing, or excludes another. */
  constructor(options: ConcurrentTestOptions) {
    checkOptions(options);
    this.#options = { ...options };
  }

  /** Set `timeoutMs` for an operation that may never end: without it, every operation is awaited. */
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
      failed: tally.failed,
      timedOut: tally.timedOut,
      durationMs,
      latenciesMs,
      percentilesMs: percentilesMs(latenciesMs),
      startDelaysMs,
      failures: tally.failures,
    };
    return this.#result;
  }

  /** Returns latency, throughput and success of the newest run; with a `rate` also how late operations started. */
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

/** Numeric options, by which reports distinguish one test from another. */
function paramsOf(options: ConcurrentTestOptions): Record<string, number> {
  const { signal: _signal, ramp, ...numbers } = options;
  const params = { ...numbers, rampFrom: ramp?.from, rampMs: ramp?.overMs };
  return Object.fromEntries(
    Object.entries(params).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
}
