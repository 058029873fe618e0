import type { SourceFacts } from '../fork/count-protocol.ts';
import type { CountTarget } from './count-result.ts';
import type { CountingSession } from './counting-session.ts';
import { messageOf } from './read-answer.ts';
import { refusalOf } from './refusals.ts';
import { TimeIsUp } from './session-errors.ts';

/** The number of calls is doubled until they take half of this, in ms. */
const INSPECT_MS = 120;

/** Limit of the time of each of the two processes, in ms: a benchmark whose three calls take longer is not counted. */
export const LIMIT_MS = 10_000;

/** Limit of the CPU time of one iteration, in ms: three windows of it take a minute under Valgrind. */
export const LONGEST_MS = 600;

export const TOO_LONG = 'one iteration takes too long to be counted: judged by wall';

/** Whether a benchmark can be counted, and the CPU time of one iteration in ms. */
export type Inspected =
  | { state: 'fit'; iterationMs: number; sources: SourceFacts }
  | { state: 'refused'; reason: string }
  /** Its calls did not end within this limit, in ms. */
  | { state: 'unended'; limitMs: number };

/**
 * Fills the compile cache of a session by a first process that calls the benchmark only once: V8 also keeps there what
 * it has learnt about hot functions, and each later process would begin with that.
 *
 * @returns Hashes of the code that it loaded.
 * @throws {ProcessFailed} when the process broke down or reported a failure.
 * @throws {TimeIsUp} at the limit of the process.
 */
export async function prepareCounting(
  session: CountingSession,
  { file, test, benchmark }: CountTarget,
  { limitMs = LIMIT_MS }: { limitMs?: number | undefined } = {},
): Promise<SourceFacts> {
  const benchmarks = [{ test, benchmark }];
  const request = { do: 'inspect-benchmarks', file, benchmarks, timeMs: 0 } as const;
  return messageOf(await session.run(request, { limitMs }), 'inspected').sources;
}

/**
 * Runs a benchmark for a moment without counting, in a prepared session, to see whether it can be counted and how long
 * an iteration is.
 *
 * @param options `limitMs` is the limit of the process, 10,000 ms by default.
 * @throws {ProcessFailed} when a process broke down or reported a failure.
 */
export async function inspectBenchmark(
  session: CountingSession,
  { file, test, benchmark }: CountTarget,
  { limitMs = LIMIT_MS }: { limitMs?: number | undefined } = {},
): Promise<Inspected> {
  try {
    const benchmarks = [{ test, benchmark }];
    const request = { do: 'inspect-benchmarks', file, benchmarks, timeMs: INSPECT_MS } as const;
    const messages = await session.run(request, { limitMs });
    const { inspection, sources } = messageOf(messages, 'inspected');
    const reason = refusalOf(inspection);
    if (reason !== null) return { state: 'refused', reason };
    return { state: 'fit', iterationMs: inspection.iterationMs, sources };
  } catch (error) {
    if (error instanceof TimeIsUp) return { state: 'unended', limitMs };
    throw error;
  }
}
