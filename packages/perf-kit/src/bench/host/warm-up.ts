import type { BatchTimer } from './batch-timer.ts';

/** So many windows in a row have to agree. */
const WINDOWS = 3;
/** By how much their medians may differ: the slowest at most this factor of the fastest. */
const TOLERANCE = 1.05;
/** Windows that fit into the least warm-up. */
const WINDOWS_AT_LEAST = 5;
/** The longest warm-up, as a multiple of the least. */
const LIMIT = 5;

export interface WarmUpLimits {
  /** The least time spent, in ms. */
  atLeastMs: number;
  /** Calls are batched until a batch takes this long, in ms. */
  batchMs: number;
}

export interface WarmUp {
  /** null: a call takes so long that too few were made to tell. */
  steady: boolean | null;
  /** Of one call in the last window, in ms: what counts, and with what surrounds it. */
  call: { measuredMs: number; wholeMs: number };
  durationMs: number;
}

/**
 * Calls a function until it is as fast as it gets: for at least the given time, and until the
 * medians of three windows in a row, each a fifth of that time, lie within 5 %. It ends after five
 * times the given time whatever they say. Medians, since an interruption is no change of speed.
 */
export async function warmUp(
  time: BatchTimer,
  { atLeastMs, batchMs }: WarmUpLimits,
): Promise<WarmUp> {
  const start = performance.now();
  const medians: number[] = [];
  let calls = 1;
  for (;;) {
    const measured: number[] = [];
    const whole: number[] = [];
    const windowEnd = performance.now() + atLeastMs / WINDOWS_AT_LEAST;
    do {
      const batch = await time(calls);
      measured.push(batch.measuredMs / calls);
      whole.push(batch.wholeMs / calls);
      if (batch.wholeMs < batchMs) calls *= 2;
    } while (performance.now() < windowEnd);
    medians.push(median(measured));
    const durationMs = performance.now() - start;
    const isSteady = agree(medians.slice(-WINDOWS));
    if ((isSteady && durationMs >= atLeastMs) || durationMs >= LIMIT * atLeastMs) {
      const steady = medians.length < WINDOWS ? null : isSteady;
      const call = { measuredMs: medians.at(-1) ?? 0, wholeMs: median(whole) };
      return { steady, call, durationMs };
    }
  }
}

function agree(medians: readonly number[]): boolean {
  if (medians.length < WINDOWS) return false;
  return Math.max(...medians) <= Math.min(...medians) * TOLERANCE;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
