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
  /** Least time, in ms. 0: only `calls` decides. */
  timeMs: number;
  /** Least number of calls. */
  calls: number;
  /** Make no other calls. */
  isExact: boolean;
  /** Ends the warm-up between two batches of calls. */
  signal?: AbortSignal | undefined;
}

/** Returns the warm-up that a file's options ask for; the plan supplies what they leave open. */
export function warmUpLimits(
  { time, warmup, warmupTime, warmupIterations, signal }: BenchOptions,
  sampling: Pick<Sampling, 'warmupTimeMs'>,
): WarmUpLimits {
  // A file with a time of 0 counts calls: more of them could use up the data that the function works on.
  const isExact = time === 0;
  if (warmup === false) return { timeMs: 0, calls: 0, isExact, signal };
  return {
    timeMs: warmupTime ?? sampling.warmupTimeMs,
    calls: warmupIterations ?? (warmupTime === 0 ? DEFAULT_ITERATIONS : 0),
    isExact,
    signal,
  };
}

/** A benchmark whose samples can be taken. */
export interface Ready {
  warm: WarmUp;
  style: CallStyle;
}

/**
 * Makes the first call of a benchmark and the calls that warm it up. Without a time for the warm-up it is called until a
 * batch lasts `sampleMs`, so that its samples can be planned.
 *
 * @throws {HostError} `ABORTED` when the signal is aborted.
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
