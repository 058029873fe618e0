import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ANSWER_FILE } from '../worker/file-exchange.ts';
import type { ForkMessage } from '../fork/protocol.ts';
import { ProcessFailed } from './session-errors.ts';

/**
 * What a process told before it ended.
 *
 * @param end How it ended, in words.
 * @throws {ProcessFailed} when it left no answer, or told of a failure.
 */
export async function readAnswer(folder: string, end: string): Promise<ForkMessage[]> {
  const answer = await readFile(join(folder, ANSWER_FILE), 'utf8').catch(() => null);
  if (answer === null) throw new ProcessFailed({ code: 'EXITED', message: end });
  const messages = JSON.parse(answer) as ForkMessage[];
  const failed = messages.find((message) => message.event === 'failed');
  if (failed !== undefined) throw new ProcessFailed(failed.error);
  return messages;
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
