import type { ForkCount } from '../fork/protocol.ts';
import type { CountTarget } from './count-benchmark.ts';
import type { CountOutcome, CountStart } from './count-instructions.ts';
import type { Slopes } from './count-result.ts';
import { type CountingSession, TimeIsUp } from './counting-session.ts';
import { messageOf } from './inspect-benchmark.ts';
import { refusalOfCount, refusalOfSpread } from './refusals.ts';
import { areSteady, iterationsFor, perIterationOf, powerOfTwoBelow, slopesOf } from './slopes.ts';

/** The first reading is taken at about so many ms of iterations, only to learn how much they allocate. */
const GUESS_MS = 20;
/** n iterations allocate at least so much, so that hot code has met the optimising compiler… */
const LEAST_BYTES = 2 ** 23;
/** … or take about so many ms, where they allocate little. */
const MOST_MS = 1000;
const MOST_DOUBLINGS = 6;
/** Less than the smallest object: what is allocated once, spread over the iterations. */
const TOLERANCE_BYTES = 0.5;

/**
 * Counts the bytes that one iteration allocates on V8's heap: one process reads the heap in use at
 * n, 2n and 3n iterations, with no collection between; a second one tells how well it repeats.
 */
export async function countAllocated(
  session: CountingSession,
  { file, test, benchmark }: CountTarget,
  { iterations: fixed, iterationMs }: CountStart,
): Promise<CountOutcome> {
  const run = async (iterations: number): Promise<ForkCount> => {
    const { messages } = await session.run(
      { do: 'count-benchmark', file, test, benchmark, iterations, rounds: 3 },
      'counted',
    );
    return messageOf(messages, 'counted').count;
  };
  let n = fixed ?? powerOfTwoBelow(GUESS_MS / iterationMs);
  let mostIterations = Infinity;
  let slopes: Slopes | null = null;
  try {
    for (let readings = 0; ; readings += 1) {
      const count = await run(n);
      const reason = refusalOfCount(count);
      if (reason !== null) return { state: 'refused', reason };
      if (count.collections > 0) {
        if (n === 1) return { state: 'refused', reason: COLLECTED };
        n = powerOfTwoBelow(n / 2);
        mostIterations = n;
        continue;
      }
      slopes = slopesOfHeap(count, n);
      const isGuess = fixed === undefined && readings === 0;
      const enough = isGuess ? enoughIterations(perIterationOf(slopes), iterationMs) : n;
      if (enough === n && areSteady(slopes, TOLERANCE_BYTES)) break;
      const next = enough === n ? 2 * n : enough;
      if (fixed !== undefined || readings === MOST_DOUBLINGS || next > mostIterations) {
        return notSteady(slopes, n, `the slopes differ at ${n} iterations`);
      }
      n = next;
    }
    const again = perIterationOf(slopesOfHeap(await run(n), n));
    const perIteration = perIterationOf(slopes);
    const difference = Math.max(0, Math.abs(again - perIteration) - TOLERANCE_BYTES);
    const repeatSpread = difference === 0 ? 0 : difference / Math.abs(perIteration);
    const reason = refusalOfSpread(repeatSpread);
    if (reason !== null) return { state: 'refused', reason };
    return { state: 'counted', perIteration, slopes, iterations: n, repeatSpread };
  } catch (error) {
    if (error instanceof TimeIsUp) return notSteady(slopes, n, 'the time was up before');
    throw error;
  }
}

const COLLECTED =
  'one iteration allocates so much that garbage is collected meanwhile: judged by wall';

/** The same for the same code, unless it allocates so little that the clock has to decide. */
function enoughIterations(perIteration: number, iterationMs: number): number {
  const byTime = powerOfTwoBelow(MOST_MS / iterationMs);
  return Math.min(byTime, iterationsFor(Math.max(perIteration, Number.EPSILON), LEAST_BYTES));
}

function slopesOfHeap({ heapBytes }: ForkCount, iterations: number): Slopes {
  const [atN = 0, at2N = 0, at3N = 0] = heapBytes;
  return slopesOf([atN, at2N, at3N], iterations);
}

function notSteady(slopes: Slopes | null, iterations: number, why: string): CountOutcome {
  const seen =
    slopes === null ? '' : ` (${slopes.map((slope) => slope.toPrecision(4)).join(', ')})`;
  return { state: 'not-steady', slopes, iterations, reason: `not steady: ${why}${seen}` };
}
