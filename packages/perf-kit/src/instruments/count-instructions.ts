import type { CountedBenchmark, CountResult, Slopes } from './count-result.ts';
import type { CountTarget } from './count-benchmark.ts';
import { type CountingSession, TimeIsUp } from './counting-session.ts';
import { messageOf } from './inspect-benchmark.ts';
import { refusalOfCount, refusalOfSpread } from './refusals.ts';
import { areSteady, iterationsFor, perIterationOf, powerOfTwoBelow, slopesOf } from './slopes.ts';

/**
 * n iterations take at least so many instructions, some 80 ms of a core: what start-up varies by
 * (some ten thousand) is below 0.005 % of it, and hot code has met the optimising compiler.
 */
const LEAST_INSTRUCTIONS = 2 ** 28;
/** Of a usual core, in ms of time that an iteration takes; only the first guess of n needs it. */
const INSTRUCTIONS_PER_MS = 3e6;
const MOST_DOUBLINGS = 6;

/** What a count needs to know of its benchmark. */
export interface CountStart {
  /** Count at this n alone. undefined: found out. */
  iterations: number | undefined;
  /** What one iteration took on the clock, in ms. */
  iterationMs: number;
}

/** A count before it is known what it took. */
export type Counted = Omit<CountedBenchmark, 'processes' | 'durationMs'>;
export type CountOutcome = Counted | Exclude<CountResult, { state: 'counted' }>;

/**
 * Counts the instructions of one iteration: whole processes at n, 2n and 3n iterations, two at a
 * time, and one more at n that tells how well they repeat.
 */
export async function countInstructions(
  session: CountingSession,
  target: CountTarget,
  { iterations: fixed, iterationMs }: CountStart,
): Promise<CountOutcome> {
  const totals = new Map<number, Promise<number>>();
  const started: Promise<number>[] = [];
  let refused: string | null = null;
  const count = async (iterations: number) => {
    const { file, test, benchmark } = target;
    const { messages, instructions } = await session.run(
      { do: 'count-benchmark', file, test, benchmark, iterations, rounds: 1 },
      'counted',
    );
    refused ??= refusalOfCount(messageOf(messages, 'counted').count);
    return instructions ?? 0;
  };
  const run = (iterations: number) => {
    const total = count(iterations);
    started.push(total);
    return total;
  };
  const totalAt = (iterations: number): Promise<number> => {
    const total = totals.get(iterations) ?? run(iterations);
    totals.set(iterations, total);
    return total;
  };
  const pairAt = (n: number) => Promise.all([totalAt(n), totalAt(2 * n)]);

  let n = fixed ?? firstGuess(iterationMs);
  let slopes: Slopes | null = null;
  let repeated: { n: number; difference: number } | null = null;
  try {
    if (fixed === undefined) n = await enoughIterations(n, pairAt);
    for (let doublings = 0; ; doublings += 1) {
      const [atN, at2N] = await pairAt(n);
      const [at3N, again]: [number, number | undefined] = await Promise.all([
        totalAt(3 * n),
        repeated === null ? run(n) : undefined,
      ]);
      if (again !== undefined) repeated = { n, difference: Math.abs(again - atN) };
      slopes = slopesOf([atN, at2N, at3N], n);
      if (refused !== null) return { state: 'refused', reason: refused };
      if (areSteady(slopes)) break;
      if (fixed !== undefined || doublings === MOST_DOUBLINGS) {
        return notSteady(slopes, n, `the slopes differ at ${n} iterations`);
      }
      n *= 2;
    }
  } catch (error) {
    await Promise.allSettled(started);
    if (error instanceof TimeIsUp) return notSteady(slopes, n, 'the time was up before');
    throw error;
  }
  const perIteration = perIterationOf(slopes);
  const repeatSpread =
    repeated === null ? 0 : repeated.difference / (repeated.n * Math.abs(perIteration));
  const reason = refusalOfSpread(repeatSpread);
  if (reason !== null) return { state: 'refused', reason };
  return { state: 'counted', perIteration, slopes, iterations: n, repeatSpread };
}

function firstGuess(iterationMs: number): number {
  return powerOfTwoBelow((1.5 * LEAST_INSTRUCTIONS) / (iterationMs * INSTRUCTIONS_PER_MS));
}

/** From a first guess to the smallest power of two that takes enough instructions. */
async function enoughIterations(
  guess: number,
  pairAt: (n: number) => Promise<[number, number]>,
): Promise<number> {
  let n = guess;
  for (;;) {
    const [atN, at2N] = await pairAt(n);
    const slope = (at2N - atN) / n;
    const wanted = slope > 0 ? iterationsFor(slope, LEAST_INSTRUCTIONS) : n * 16;
    // Fewer are taken once: colder code takes more, and its slope would call for fewer yet.
    if (wanted <= n) return wanted;
    n = wanted;
  }
}

function notSteady(slopes: Slopes | null, iterations: number, why: string): CountOutcome {
  const seen =
    slopes === null ? '' : ` (${slopes.map((slope) => slope.toPrecision(4)).join(', ')})`;
  return { state: 'not-steady', slopes, iterations, reason: `not steady: ${why}${seen}` };
}
