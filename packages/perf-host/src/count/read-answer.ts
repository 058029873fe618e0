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
 * @throws {ProcessFailed} when it broke down before it was done, or reported a failure.
 */
export async function readAnswer(folder: string, end: ProcessEnd): Promise<ForkMessage[]> {
  const messages = await readMessages(folder);
  for (const message of messages) {
    if (message.event === 'failed' || message.event === 'unmeasured') {
      throw new ProcessFailed(message.error);
    }
  }
  if (!isDone(messages)) {
    throw new ProcessFailed({ code: 'EXITED', message: describeEnd(end) });
  }
  return messages;
}

/** Reads the messages that a process left in its folder until it ended, however it ended. */
export async function readMessages(folder: string): Promise<ForkMessage[]> {
  const answer = await readFile(join(folder, ANSWER_FILE), 'utf8').catch(() => '');
  // A process that was killed may have left half a line.
  const whole = answer.slice(0, answer.lastIndexOf('\n') + 1);
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ForkMessage);
}

/** Returns true when a process answered all of its request. */
export function isDone(messages: readonly ForkMessage[]): boolean {
  return messages.some(({ event }) => event === 'done');
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
