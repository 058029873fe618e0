import type { HeapCount } from '../fork/protocol.ts';
import type { CountTarget } from './count-benchmark.ts';
import type { CountOutcome, CountSchedule, Slopes } from './count-result.ts';
import type { CountingSession } from './counting-session.ts';
import { messageOf } from './read-answer.ts';
import { joinRepeats } from './join-repeats.ts';
import { refusalOfCount } from './refusals.ts';
import { TimeIsUp } from './session-errors.ts';
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
  { schedule, iterationMs }: { schedule: CountSchedule | undefined; iterationMs: number },
): Promise<CountOutcome> {
  const run = async (iterations: number): Promise<HeapCount> => {
    const windows = windowsOf(iterations);
    const messages = await session.run({ do: 'read-heap', file, test, benchmark, windows });
    return messageOf(messages, 'read').heap;
  };
  const fixed = schedule?.windows[0];
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
      if (enough === n && areSteady(slopes, { tolerance: TOLERANCE_BYTES })) break;
      const next = enough === n ? 2 * n : enough;
      if (fixed !== undefined || readings === MOST_DOUBLINGS || next > mostIterations) {
        return notSteady(slopes, `the slopes differ at ${n} iterations`);
      }
      n = next;
    }
    const again = slopesOfHeap(await run(n), n);
    const counted = { state: 'counted', schedule: { windows: windowsOf(n), group: 1 } } as const;
    return joinRepeats(
      [slopes, areEqual(slopes, again) ? slopes : again].map((one) => ({
        ...counted,
        slopes: one,
      })),
    );
  } catch (error) {
    if (error instanceof TimeIsUp) return notSteady(slopes, 'the time was up before');
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

/** Whether two readings differ by less than the smallest object, spread over the iterations. */
function areEqual(one: Slopes, other: Slopes): boolean {
  return Math.abs(perIterationOf(other) - perIterationOf(one)) <= TOLERANCE_BYTES;
}

/** n to warm up and for what happens once, n and n for the slopes. */
function windowsOf(n: number): number[] {
  return [n, n, n];
}

function slopesOfHeap({ heapBytes }: HeapCount, iterations: number): Slopes {
  const [atN = 0, at2N = 0, at3N = 0] = heapBytes;
  return slopesOf([atN, at2N, at3N], iterations);
}

function notSteady(slopes: Slopes | null, why: string): CountOutcome {
  const seen =
    slopes === null ? '' : ` (${slopes.map((slope) => slope.toPrecision(4)).join(', ')})`;
  return { state: 'not-steady', slopes, reason: `not steady: ${why}${seen}` };
}
