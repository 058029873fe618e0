import type { SourceFacts } from './source-facts.ts';
import type { CountTarget } from './count-benchmark.ts';
import type { CountingSession } from './counting-session.ts';
import { messageOf } from './read-answer.ts';
import { refusalOf } from './refusals.ts';
import { TimeIsUp } from './session-errors.ts';

/** The calls of a benchmark are doubled until they take half of this, in ms. */
const INSPECT_MS = 120;

/** Time that each of the two processes is given, in ms: a benchmark of which three calls take longer is not counted. */
const LIMIT_MS = 10_000;

/** One iteration takes at most this of a core to be counted, in ms: three windows of it would take a minute under Valgrind. */
export const LONGEST_MS = 600;

export const TOO_LONG = 'one iteration takes too long to be counted: judged by wall';

/** Whether a benchmark is fit for being counted, and the CPU time of one iteration, in ms. */
export type Inspected =
  | { state: 'fit'; iterationMs: number; sources: SourceFacts }
  | { state: 'refused'; reason: string }
  /** Its calls did not end within this time, in ms. */
  | { state: 'unended'; limitMs: number };

/**
 * Fills the compile cache of a session by a first process, which calls the benchmark hardly at all: V8 keeps there what
 * it learnt about hot functions, and each later process would begin with that.
 *
 * @returns What the code is that it loaded.
 * @throws {ProcessFailed} when the process broke down or told of a failure.
 * @throws {TimeIsUp} when the time of the process is up.
 */
export async function prepareCounting(
  session: CountingSession,
  { file, test, benchmark }: CountTarget,
  { limitMs = LIMIT_MS }: { limitMs?: number | undefined } = {},
): Promise<SourceFacts> {
  const request = { do: 'inspect-benchmark', file, test, benchmark, timeMs: 0 } as const;
  return messageOf(await session.run(request, { limitMs }), 'inspected').sources;
}

/**
 * Runs a benchmark for a moment without counting, in a session that is prepared: is it fit for it, and how long is an
 * iteration?
 *
 * @param options `limitMs` is the time that each process is given. 10,000 ms by default.
 * @throws {ProcessFailed} when a process broke down or told of a failure.
 */
export async function inspectBenchmark(
  session: CountingSession,
  { file, test, benchmark }: CountTarget,
  { limitMs = LIMIT_MS }: { limitMs?: number | undefined } = {},
): Promise<Inspected> {
  try {
    const request = { do: 'inspect-benchmark', file, test, benchmark } as const;
    const messages = await session.run({ ...request, timeMs: INSPECT_MS }, { limitMs });
    const { inspection, sources } = messageOf(messages, 'inspected');
    const reason = refusalOf(inspection);
    if (reason !== null) return { state: 'refused', reason };
    return { state: 'fit', iterationMs: inspection.iterationMs, sources };
  } catch (error) {
    if (error instanceof TimeIsUp) return { state: 'unended', limitMs };
    throw error;
  }
}
