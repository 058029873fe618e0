import type { BenchOptions } from 'tinybench';
import type { Sampling } from '../../fork/bench-protocol.ts';
import {
  type BatchTimer,
  batchTimer,
  type Benchmark,
  type CallStyle,
  firstCall,
} from './batch-timer.ts';
import { HostError } from './errors.ts';
import { makeCalls, type WarmUp, warmUp } from './warm-up.ts';

/** tinybench's default, for files that give a warm-up time of 0 alone. */
const DEFAULT_ITERATIONS = 16;

/** How a benchmark is warmed up. */
export interface WarmUpLimits {
  /** The least time, in ms. 0: `calls` alone decide. */
  timeMs: number;
  /** The least number of calls. */
  calls: number;
  /** No call is made that was not asked for. */
  isExact: boolean;
  /** Ends the warm-up between two batches of calls. */
  signal?: AbortSignal | undefined;
}

/** What a file's options ask of the warm-up; where they do not say, what the plan says. */
export function warmUpLimits(
  { time, warmup, warmupTime, warmupIterations, signal }: BenchOptions,
  sampling: Pick<Sampling, 'warmupTimeMs'>,
): WarmUpLimits {
  // Who leaves the samples no time counts calls: more could use up what the function works on.
  const isExact = time === 0;
  if (warmup === false) return { timeMs: 0, calls: 0, isExact, signal };
  return {
    timeMs: warmupTime ?? sampling.warmupTimeMs,
    calls: warmupIterations ?? (warmupTime === 0 ? DEFAULT_ITERATIONS : 0),
    isExact,
    signal,
  };
}

/** What is known of a benchmark before its samples are taken. */
export interface Ready {
  warm: WarmUp;
  style: CallStyle;
}

/**
 * Makes the first call of a benchmark, and those that warm it up. Where no time is given for that,
 * it is called until a batch lasts `sampleMs`, so that its samples can be planned.
 *
 * @throws {HostError} `ABORTED` when the signal is.
 */
export async function getReady(
  benchmark: Benchmark,
  { timeMs, calls, isExact, signal, sampleMs }: WarmUpLimits & { sampleMs: number },
): Promise<Ready> {
  const { style, ...call } = await firstCall(benchmark);
  const timeBatch = batchTimer(benchmark, style);
  const time: BatchTimer = (size) => {
    if (signal?.aborted !== true) return timeBatch(size);
    const why = 'its signal ended it while it was warmed up';
    throw new HostError('ABORTED', `"${benchmark.name}" was not measured: ${why}.`);
  };
  const warm =
    timeMs > 0
      ? await warmUp(time, { atLeastMs: timeMs, atLeastCalls: calls, batchMs: sampleMs })
      : await makeCalls(time, { calls, batchMs: isExact ? 0 : sampleMs, call });
  return { warm, style };
}
