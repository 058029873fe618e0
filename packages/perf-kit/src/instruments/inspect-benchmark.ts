import type { ForkMessage, Inspection } from '../fork/protocol.ts';
import type { CountTarget } from './count-benchmark.ts';
import { type CountingSession, TimeIsUp } from './counting-session.ts';

/** The calls of a benchmark are doubled until they take half of this, in ms. */
const INSPECT_MS = 120;

/**
 * Runs a benchmark for a moment without counting: is it fit for it, and how long is an iteration?
 * It also fills the compile cache of the session.
 *
 * @returns null when the time of the session was up before.
 */
export async function inspectBenchmark(
  session: CountingSession,
  { file, test, benchmark }: CountTarget,
): Promise<Inspection | null> {
  try {
    const { messages } = await session.run(
      { do: 'inspect-benchmark', file, test, benchmark, timeMs: INSPECT_MS },
      'plain',
    );
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
