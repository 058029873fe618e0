import type { TestPath } from '../fork/protocol.ts';
import { instrumentAvailability } from './availability.ts';
import { countAllocated } from './count-allocated.ts';
import { countInstructions } from './count-instructions.ts';
import type { CountInstrument, CountResult } from './count-result.ts';
import { CountingSession, ProcessFailed } from './counting-session.ts';
import { inspectBenchmark } from './inspect-benchmark.ts';
import { refusalOf } from './refusals.ts';
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
   * Count at this n and no other, as when another version was counted at it. `allocated` goes below
   * where garbage would be collected otherwise: compare the `iterations` of the two results.
   *
   * @default found out
   */
  iterations?: number | undefined;
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
 * if (base.state === 'counted') console.log(base.perIteration, base.iterations);
 */
export async function countBenchmark(
  target: CountTarget,
  { instrument, iterations, limitMs = LIMIT_MS, signal }: CountOptions,
): Promise<CountResult> {
  const availability = instrumentAvailability(instrument);
  if (availability.state === 'unavailable') return availability;
  const startedAt = performance.now();
  await using session = await CountingSession.open({
    cwd: target.cwd,
    flags: COUNT_FLAGS[instrument],
    valgrind: availability.valgrind?.path ?? null,
    deadlineMs: startedAt + limitMs,
    signal,
  });
  try {
    const inspection = await inspectBenchmark(session, target);
    if (inspection === null) return { state: 'refused', reason: TOO_LONG };
    const reason = refusalOf(inspection);
    if (reason !== null) return { state: 'refused', reason };
    const count = instrument === 'instructions' ? countInstructions : countAllocated;
    const result = await count(session, target, {
      iterations,
      iterationMs: inspection.iterationMs,
    });
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

const TOO_LONG = 'one iteration takes too long to be counted: judged by wall';
