import type { TestPath } from '../fork/protocol.ts';
import { instrumentAvailability } from './availability.ts';
import { countAllocatedTogether, TOLERANCE_BYTES } from './count-allocated.ts';
import { countInstructions } from './count-instructions.ts';
import type { CountInstrument, CountOutcome, CountResult, CountSchedule } from './count-result.ts';
import type { CountArm } from './count-together.ts';
import { CountingSession } from './counting-session.ts';
import { inspectBenchmark, LONGEST_MS, prepareCounting, TOO_LONG } from './inspect-benchmark.ts';
import { joinRepeats } from './join-repeats.ts';
import { ProcessFailed, TimeIsUp } from './session-errors.ts';
import { COUNT_FLAGS } from '../fork/v8-flags.ts';

/** Time that the machine gives each process, in ms: windows are over long before. */
const LIMIT_MS = 300_000;

/** Names one benchmark in one checkout. */
export interface CountTarget {
  /** Root of the measured project in that checkout: working directory of the processes. */
  cwd: string;
  /** Absolute path of the bench file. */
  file: string;
  test: TestPath;
  benchmark: string;
}

export interface CountOptions {
  instrument: CountInstrument;
  /**
   * Count in these windows and no others, as when another version was counted in them. `allocated` takes
   * shorter ones where garbage would be collected otherwise: compare the `schedule` of the two results.
   *
   * @default found out
   */
  schedule?: CountSchedule | undefined;
  /**
   * Time that the machine gives each process, in ms, see `limitGivenTime`.
   *
   * @default 300,000, and 10,000 for looking whether it can be counted
   */
  limitMs?: number | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Counts what one iteration of a benchmark takes: instructions executed or bytes allocated.
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
            { schedule, signal, valgrind: valgrind.path },
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

/** Opens the session in which a benchmark is counted. */
export function openSession(
  { cwd }: CountTarget,
  {
    instrument,
    limitMs = LIMIT_MS,
    signal,
  }: Pick<CountOptions, 'instrument' | 'limitMs' | 'signal'>,
): Promise<CountingSession> {
  return CountingSession.open({ cwd, flags: COUNT_FLAGS[instrument], limitMs, signal });
}

/** Counts in one process after the other: the second tells how well the first repeats. */
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
