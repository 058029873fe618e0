import { instrumentAvailability } from './availability.ts';
import { countAllocatedTogether } from './count-allocated.ts';
import { TOLERANCE_BYTES } from './count-windows.ts';
import { countInstructions } from './count-instructions.ts';
import type { CountInstrument } from '../fork/bench-options.ts';
import type { CountOutcome, CountResult, CountSchedule, CountTarget } from './count-result.ts';
import type { CountArm } from './count-arm.ts';
import { CountingSession } from './counting-session.ts';
import { inspectBenchmark, LONGEST_MS, prepareCounting, TOO_LONG } from './inspect-benchmark.ts';
import { joinRepeats } from './join-repeats.ts';
import { ProcessFailed, TimeIsUp } from './session-errors.ts';
import { COUNT_FLAGS } from '../fork/v8-flags.ts';

/** Limit of the time that the machine gives each process, in ms: windows end long before. */
const LIMIT_MS = 300_000;

export interface CountOptions {
  instrument: CountInstrument;
  /**
   * Count in exactly these windows, such as those of another version. `allocated` takes shorter ones where garbage would
   * be collected: compare the `schedule` of the two results.
   *
   * @default windows are added until the slopes agree
   */
  schedule?: CountSchedule | undefined;
  /**
   * Time that the machine gives each process, in ms, see `limitGivenTime`.
   *
   * @default 300,000; 10,000 while it finds out whether the benchmark can be counted
   */
  limitMs?: number | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Counts the instructions that one iteration of a benchmark executes, or the bytes that it allocates.
 *
 * @throws the reason of `signal` when it is aborted; its processes are gone then.
 * @example
 * const base = await countBenchmark(target, { instrument: 'instructions' });
 * if (base.state === 'counted') console.log(base.perIteration, base.schedule);
 */
export async function countBenchmark(
  target: CountTarget,
  { instrument, schedule, limitMs, signal }: CountOptions,
): Promise<CountResult> {
  const availability = instrumentAvailability(instrument);
  if (availability.state === 'unavailable') return availability;
  const startedAt = performance.now();
  await using session = await openSession(target, { instrument, limitMs, signal });
  try {
    await prepareCounting(session, target, { limitMs });
    const inspected = await inspectBenchmark(session, target, { limitMs });
    if (inspected.state === 'unended') return { state: 'refused', reason: TOO_LONG };
    if (inspected.state === 'refused') return inspected;
    if (inspected.iterationMs > LONGEST_MS) return { state: 'refused', reason: TOO_LONG };
    const { valgrind } = availability;
    const result =
      valgrind === null
        ? await countAllocated({ session, target }, { schedule, signal, ...inspected })
        : await countInstructions(
            { session, target },
            { schedule, signal, valgrind: valgrind.path, iterationMs: inspected.iterationMs },
          );
    signal?.throwIfAborted();
    if (result.state !== 'counted') return result;
    return {
      ...result,
      sources: valgrind === null ? null : inspected.sources,
      processes: session.processes,
      durationMs: performance.now() - startedAt,
      steady: true,
    };
  } catch (error) {
    if (error instanceof TimeIsUp) return { state: 'refused', reason: TOO_LONG };
    if (error instanceof ProcessFailed) return { state: 'failed', error: error.failure };
    throw error;
  }
}

/** Opens the session in which benchmarks of a checkout are counted. */
export function openSession(
  { cwd }: Pick<CountTarget, 'cwd'>,
  {
    instrument,
    limitMs = LIMIT_MS,
    signal,
  }: Pick<CountOptions, 'instrument' | 'limitMs' | 'signal'>,
): Promise<CountingSession> {
  return CountingSession.open({ cwd, flags: COUNT_FLAGS[instrument], limitMs, signal });
}

/** Counts in one process after the other: the second shows how well the first repeats. */
async function countAllocated(
  arm: CountArm,
  options: {
    schedule: CountSchedule | undefined;
    iterationMs: number;
    signal?: AbortSignal | undefined;
  },
): Promise<CountOutcome> {
  const [first] = await countAllocatedTogether([arm], options);
  if (first?.state !== 'counted') return joinRepeats(first === undefined ? [] : [first]);
  const { schedule } = first;
  const again = await countAllocatedTogether([arm], { ...options, schedule });
  return joinRepeats([first, ...again], { tolerance: TOLERANCE_BYTES });
}
