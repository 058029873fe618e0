import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ANSWER_FILE } from '../fork/exchange-files.ts';
import type { ForkMessage } from '../fork/protocol.ts';
import { describeEnd } from '../process/describe-end.ts';
import type { ProcessEnd } from '../process/watch-child.ts';
import { ProcessFailed } from './session-errors.ts';

/**
 * Reads the messages that a process left in its folder.
 *
 * @throws {ProcessFailed} when it left no answer, or reported a failure.
 */
export async function readAnswer(folder: string, end: ProcessEnd): Promise<ForkMessage[]> {
  const answer = await readFile(join(folder, ANSWER_FILE), 'utf8').catch(() => null);
  if (answer === null) throw new ProcessFailed({ code: 'EXITED', message: describeEnd(end) });
  const messages = JSON.parse(answer) as ForkMessage[];
  const failed = messages.find((message) => message.event === 'failed');
  if (failed !== undefined) throw new ProcessFailed(failed.error);
  return messages;
}

/** Returns the message of this kind, which every process sends that did not fail. */
export function messageOf<Event extends ForkMessage['event']>(
  messages: readonly ForkMessage[],
  event: Event,
): Extract<ForkMessage, { event: Event }> {
  const found = messages.find((message) => message.event === event);
  if (found === undefined) throw new Error(`Expected a message "${event}" of a fork.`);
  return found as Extract<ForkMessage, { event: Event }>;
}
