import { batchTimer, type CallStyle } from './batch-timer.ts';
import { nothing, nothingAsync } from './loop.ts';

const BATCH_MS = 0.3;
const BATCHES = 15;

const known = new Map<string, number>();

/**
 * Returns the time of the loop itself for a call in this process, in ns: the same loop, warm, around a function that does
 * nothing. It is measured once for each kind of loop, and 0 for a function that returns its own time.
 *
 * @returns The time of the fastest batch, since subtracting too little is better than too much.
 */
export async function emptyLoopNs(style: CallStyle): Promise<number> {
  if (style.isOverriding) return 0;
  const key = JSON.stringify(style);
  const before = known.get(key);
  if (before !== undefined) return before;
  const hooks = {};
  const run = style.isAsync ? nothingAsync : nothing;
  const time = batchTimer({ name: 'empty loop', run, hooks }, style);
  let calls = 1;
  // The fastest of three, so that an interruption does not make one call look like a batch.
  for (let fastestMs = 0; fastestMs < BATCH_MS;) {
    calls *= 2;
    const tries = [await time(calls), await time(calls), await time(calls)];
    fastestMs = Math.min(...tries.map(({ wholeMs }) => wholeMs));
  }
  let fastestNs = Infinity;
  for (let batch = 0; batch < BATCHES; batch += 1) {
    fastestNs = Math.min(fastestNs, ((await time(calls)).measuredMs * 1e6) / calls);
  }
  known.set(key, fastestNs);
  return fastestNs;
}
