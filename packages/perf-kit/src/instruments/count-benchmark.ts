import type { TestPath } from '../fork/protocol.ts';
import { instrumentAvailability } from './availability.ts';
import { countAllocated } from './count-allocated.ts';
import { countInstructions } from './count-instructions.ts';
import type { CountInstrument, CountResult, CountSchedule } from './count-result.ts';
import { CountingSession } from './counting-session.ts';
import { inspectBenchmark } from './inspect-benchmark.ts';
import { ProcessFailed } from './session-errors.ts';
import { COUNT_FLAGS } from './v8-flags.ts';

/** The time in which a benchmark is counted, or not at all, in ms. */
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
  /** @default 300,000 */
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
    const inspected = await inspectBenchmark(session, target);
    if (inspected.state === 'refused') return inspected;
    const { valgrind } = availability;
    const result =
      valgrind === null
        ? await countAllocated(session, target, { schedule, ...inspected })
        : await countInstructions({ session, target }, { schedule, valgrind: valgrind.path });
    if (result.state !== 'counted') return result;
    return {
      ...result,
      processes: session.processes,
      durationMs: performance.now() - startedAt,
    };
  } catch (error) {
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
  const deadlineMs = performance.now() + limitMs;
  return CountingSession.open({ cwd, flags: COUNT_FLAGS[instrument], deadlineMs, signal });
}
