import type { CountTarget } from './count-benchmark.ts';
import type { CountingSession } from './counting-session.ts';
import { messageOf } from './read-answer.ts';
import { refusalOf } from './refusals.ts';
import { TimeIsUp } from './session-errors.ts';

/** The calls of a benchmark are doubled until they take half of this, in ms. */
const INSPECT_MS = 120;

const TOO_LONG = 'one iteration takes too long to be counted: judged by wall';

/** Whether a benchmark is fit for being counted, and what one iteration takes on the clock, in ms. */
export type Inspected =
  { state: 'fit'; iterationMs: number } | { state: 'refused'; reason: string };

/**
 * Runs a benchmark for a moment without counting: is it fit for it, and how long is an iteration?
 *
 * A first process fills the compile cache of the session and calls the benchmark hardly at all: V8
 * keeps there what it learnt about hot functions, and each later process would begin with that.
 *
 * @throws {ProcessFailed} when a process broke down or told of a failure.
 */
export async function inspectBenchmark(
  session: CountingSession,
  { file, test, benchmark }: CountTarget,
): Promise<Inspected> {
  try {
    const request = { do: 'inspect-benchmark', file, test, benchmark } as const;
    await session.run({ ...request, timeMs: 0 });
    const messages = await session.run({ ...request, timeMs: INSPECT_MS });
    const { inspection } = messageOf(messages, 'inspected');
    const reason = refusalOf(inspection);
    if (reason !== null) return { state: 'refused', reason };
    return { state: 'fit', iterationMs: inspection.iterationMs };
  } catch (error) {
    if (error instanceof TimeIsUp) return { state: 'refused', reason: TOO_LONG };
    throw error;
  }
}
