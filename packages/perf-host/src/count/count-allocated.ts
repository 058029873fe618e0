import type { HeapCount } from '../fork/count-protocol.ts';
import { stopReason } from '../process/stop-reason.ts';
import { type CountArm, ofEachArm } from './count-arm.ts';
import type { Count, CountSchedule, Slopes } from './count-result.ts';
import { ENOUGH_FACTOR, type IsEnough } from './count-schedule.ts';
import { TOLERANCE_BYTES } from './count-windows.ts';
import { messageOf } from './read-answer.ts';
import { refusalOfCount } from './refusals.ts';
import { TimeIsUp } from './session-errors.ts';
import { areSteady, iterationsFor, perIterationOf, powerOfTwoBelow, slopesOf } from './slopes.ts';

/** Approximate time of the iterations of the first reading, in ms. It only shows how much they allocate. */
const GUESS_MS = 5;
/** Bytes that the iterations of a window allocate at least, so that the optimising compiler has seen hot code… */
const LEAST_BYTES = 2 ** 23;
/** …or approximate time of a window of iterations that allocate little, in ms. */
const LONG_MS = 250;
/** Approximate limit of the time of all windows of a reading, in ms. */
const MOST_MS = 8_000;
/** Limit of the growth of windows from one reading to the next: an iteration may take more and more. */
const GROWTH = 8;
/** An iteration counts as slowing down when it took this multiple of its time in the reading before. */
const RISING = 1.5;
const MOST_READINGS = 12;
/** Windows of a reading: two warm up, two make the slopes. */
const WINDOWS = 4;

export interface CountAllocatedOptions {
  /** CPU time of one iteration of the slowest arm, in ms. */
  iterationMs: number;
  /**
   * Count in these windows, or in shorter ones where garbage would be collected.
   *
   * @default windows are lengthened until the slopes agree
   */
  schedule?: CountSchedule | undefined;
  /** Ends the count before it is steady when it returns true. @default never */
  isEnough?: IsEnough | undefined;
  signal?: AbortSignal | undefined;
}

/** One process's readings, in windows of n iterations. */
interface Reading {
  heap: HeapCount;
  slopes: Slopes;
}

/**
 * Counts the bytes that one iteration allocates on V8's heap, in one process for each arm and at the same number of
 * iterations for all: each process reads the heap in use after equal windows, with no collection between.
 * The slowest arm, and the one that allocates most, decide how long the windows are.
 *
 * @returns A count for each arm, in order. A count that ended before it was steady has the slopes of the last reading.
 * @throws {ArmFailed} when a process broke down or reported a failure.
 * @throws the reason of `signal` when it is aborted before the first reading.
 */
export async function countAllocatedTogether(
  arms: readonly CountArm[],
  { iterationMs, schedule, isEnough, signal }: CountAllocatedOptions,
): Promise<Count[]> {
  const read = (iterations: number) =>
    ofEachArm(arms, ({ session, target }) =>
      readArm({ session, target }, windowsOf(iterations, schedule)),
    );
  const fixed = schedule?.windows[0];
  let n = fixed ?? powerOfTwoBelow(GUESS_MS / iterationMs);
  let mostIterations = Infinity;
  let needed = n;
  let perIterationMs = Infinity;
  let readings: Reading[] | null = null;
  const ended = (why: string) =>
    (readings ?? arms.map(() => null)).map((reading) =>
      countOf(reading, scheduleOf(windowsOf(n, schedule)), why),
    );
  try {
    for (let round = 0; ; round += 1) {
      const now = await read(n);
      if (now.some(({ heap }) => heap.collections > 0)) {
        if (n === 1) return now.map((reading) => collectedOr(reading, windowsOf(n, schedule)));
        n = powerOfTwoBelow(n / 2);
        mostIterations = n;
        continue;
      }
      readings = now;
      if (now.some(({ heap }) => refusalOfCount(heap) !== null)) return ended('it waited');
      const slopes = now.map((reading) => reading.slopes);
      if (fixed === undefined && round === 0) needed = neededIterations(slopes, iterationMs);
      const isLong = needed <= n;
      if (isLong && slopes.every((pair) => areSteady(pair, { tolerance: TOLERANCE_BYTES }))) {
        return ended('');
      }
      if (isLong && isEnough?.(slopes, ENOUGH_FACTOR) === true) return ended(`at ${n} iterations`);
      const longestMs = Math.max(...now.map(({ heap }) => heap.cpuMs));
      // If each call takes more than the one before, the time grows with the square of the length.
      const isRising = longestMs / n > RISING * perIterationMs;
      perIterationMs = longestMs / n;
      const times = (MOST_MS / longestMs) ** (isRising ? 0.5 : 1);
      const most = Math.min(mostIterations, powerOfTwoBelow(n * times));
      const next = Math.min(isLong ? 2 * n : needed, GROWTH * n, most);
      if (fixed !== undefined || round === MOST_READINGS || next <= n) {
        return ended(`the slopes differ at ${n} iterations`);
      }
      n = next;
    }
  } catch (error) {
    const isStopped = signal?.aborted === true && readings !== null;
    if (!isStopped && !(error instanceof TimeIsUp)) throw error;
    return ended(isStopped ? stopReason(signal) : `${n} iterations did not end in their time`);
  }
}

async function readArm(
  { session, target }: CountArm,
  windows: readonly number[],
): Promise<Reading> {
  const { file, test, benchmark } = target;
  const messages = await session.run({ do: 'read-heap', file, test, benchmark, windows });
  const { heap } = messageOf(messages, 'read');
  const [before = 0, between = 0, after = 0] = heap.heapBytes.slice(-3);
  return { heap, slopes: slopesOf([before, between, after], windows.at(-1) ?? 1) };
}

const COLLECTED =
  'one iteration allocates so much that garbage is collected meanwhile: judged by wall';

function collectedOr(reading: Reading, windows: readonly number[]): Count {
  if (reading.heap.collections > 0) return { state: 'refused', reason: COLLECTED };
  return countOf(reading, scheduleOf(windows), 'the other version collects garbage');
}

function countOf(reading: Reading | null, schedule: CountSchedule, why: string): Count {
  const refused = reading === null ? null : refusalOfCount(reading.heap);
  if (refused !== null) return { state: 'refused', reason: refused };
  const slopes = reading?.slopes ?? null;
  if (slopes !== null && areSteady(slopes, { tolerance: TOLERANCE_BYTES })) {
    return { state: 'counted', slopes, schedule };
  }
  const seen =
    slopes === null ? '' : ` (${slopes.map((slope) => slope.toPrecision(4)).join(', ')})`;
  return { state: 'not-steady', slopes, schedule, reason: `not steady: ${why}${seen}` };
}

/** Returns the iterations of a window: the same for the same code, unless it allocates so little that the clock decides. */
function neededIterations(slopes: readonly Slopes[], iterationMs: number): number {
  const byTime = powerOfTwoBelow(LONG_MS / iterationMs);
  const most = Math.max(Number.EPSILON, ...slopes.map(perIterationOf));
  return Math.min(byTime, iterationsFor(most, LEAST_BYTES));
}

/** Returns the schedule of readings after these windows. Its first windows are the warm-up. */
function scheduleOf(windows: readonly number[]): CountSchedule {
  return { warmUp: [], windows, group: 1 };
}

/** Returns windows of n iterations, as many as the given schedule has. */
function windowsOf(n: number, schedule: CountSchedule | undefined): number[] {
  return Array.from({ length: schedule?.windows.length ?? WINDOWS }, () => n);
}
