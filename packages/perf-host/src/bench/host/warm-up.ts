import { median } from '@night-pilot/perf-report/median';
import type { BatchTimer, TimedBatch } from './batch-timer.ts';

/** Number of newest windows that decide whether the function still gets faster. */
const WINDOWS = 3;
/** Limit of the ratio of two medians that count as the same speed. */
const TOLERANCE = 1.05;
/** Number of windows in the shortest warm-up. */
const WINDOWS_AT_LEAST = 5;
/** Longest warm-up, as a multiple of the shortest. */
const LIMIT = 5;

export interface WarmUpLimits {
  /** Least time, in ms. More than 0. */
  atLeastMs: number;
  /** Least number of calls. @default 0 */
  atLeastCalls?: number;
  /** Calls are batched until a batch takes this long, in ms. */
  batchMs: number;
}

/** Time of one call: the measured part, and all of it. */
export type CallTime = TimedBatch;

export interface WarmUp {
  /** True when the newest windows agree. null: too few calls were made to decide. */
  steady: boolean | null;
  /** Time of one call in the last window. */
  call: CallTime;
  durationMs: number;
}

/**
 * Calls a function until it gets no faster: for at least the given time, and until the medians of the three newest
 * windows, each a fifth of that time, lie within 5 %, or none of them is more than 5 % faster than one before. The second
 * ends the warm-up of calls that wait for a disk, whose times never agree. It ends after five times the given time in
 * any case, once the requested calls are made. Medians are used because an interruption is no change of speed.
 */
export async function warmUp(
  time: BatchTimer,
  { atLeastMs, atLeastCalls = 0, batchMs }: WarmUpLimits,
): Promise<WarmUp> {
  const start = performance.now();
  const medians: number[] = [];
  let calls = 1;
  let made = 0;
  for (;;) {
    const measured: number[] = [];
    const whole: number[] = [];
    const windowEnd = performance.now() + atLeastMs / WINDOWS_AT_LEAST;
    do {
      const batch = await time(calls);
      made += calls;
      measured.push(batch.measuredMs / calls);
      whole.push(batch.wholeMs / calls);
      if (batch.wholeMs < batchMs) calls *= 2;
    } while (performance.now() < windowEnd);
    medians.push(median(measured));
    const durationMs = performance.now() - start;
    if (made < atLeastCalls) continue;
    const isSteady = agree(medians.slice(-WINDOWS));
    const isWarm = isSteady || getsNoFaster(medians);
    if ((isWarm && durationMs >= atLeastMs) || durationMs >= LIMIT * atLeastMs) {
      const steady = medians.length < WINDOWS ? null : isSteady;
      const call = { measuredMs: medians.at(-1) ?? 0, wholeMs: median(whole) };
      return { steady, call, durationMs };
    }
  }
}

export interface CallLimits {
  /** Number of calls; more are made only for `batchMs`. */
  calls: number;
  /** Calls are made until a batch of them takes this long, in ms. 0: no further calls. */
  batchMs: number;
  /** Time of an earlier call. */
  call: CallTime;
}

/** Makes a number of calls, in batches of doubling length, when no time is given for a warm-up. */
export async function makeCalls(
  time: BatchTimer,
  { calls, batchMs, call: before }: CallLimits,
): Promise<WarmUp> {
  const start = performance.now();
  let call = before;
  let largest = 0;
  let made = 0;
  for (let next = 1, lastMs = 0; made < calls || lastMs < batchMs; next *= 2) {
    const size = made < calls ? Math.min(next, calls - made) : next;
    const batch = await time(size);
    made += size;
    lastMs = batch.wholeMs;
    if (size < largest) continue;
    largest = size;
    call = { measuredMs: batch.measuredMs / size, wholeMs: batch.wholeMs / size };
  }
  return { steady: null, call, durationMs: performance.now() - start };
}

function agree(medians: readonly number[]): boolean {
  if (medians.length < WINDOWS) return false;
  return Math.max(...medians) <= Math.min(...medians) * TOLERANCE;
}

function getsNoFaster(medians: readonly number[]): boolean {
  if (medians.length <= WINDOWS) return false;
  const fastestBefore = Math.min(...medians.slice(0, -WINDOWS));
  return Math.min(...medians.slice(-WINDOWS)) * TOLERANCE >= fastestBefore;
}
