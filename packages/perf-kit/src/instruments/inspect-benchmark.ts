import type { ForkMessage, Inspection } from '../fork/protocol.ts';
import type { CountTarget } from './count-benchmark.ts';
import { type CountingSession, TimeIsUp } from './counting-session.ts';

/** The calls of a benchmark are doubled until they take half of this, in ms. */
const INSPECT_MS = 120;

/**
 * Runs a benchmark for a moment without counting: is it fit for it, and how long is an iteration?
 *
 * A first process fills the compile cache of the session and calls the benchmark hardly at all: V8
 * keeps there what it learnt about hot functions, and each later process would begin with that.
 *
 * @returns null when the time of the session was up before.
 */
export async function inspectBenchmark(
  session: CountingSession,
  { file, test, benchmark }: CountTarget,
): Promise<Inspection | null> {
  try {
    const request = { do: 'inspect-benchmark', file, test, benchmark } as const;
    await session.run({ ...request, timeMs: 0 }, 'first');
    const { messages } = await session.run({ ...request, timeMs: INSPECT_MS }, 'plain');
    return messageOf(messages, 'inspected').inspection;
  } catch (error) {
    if (error instanceof TimeIsUp) return null;
    throw error;
  }
}

/** The message of this kind, which a process that did not fail has told. */
export function messageOf<Event extends ForkMessage['event']>(
  messages: readonly ForkMessage[],
  event: Event,
): Extract<ForkMessage, { event: Event }> {
  const found = messages.find((message) => message.event === event);
  if (found === undefined) throw new Error(`Expected a message "${event}" of a fork.`);
  return found as Extract<ForkMessage, { event: Event }>;
}
