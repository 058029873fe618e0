import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { THREAD_FLAGS } from '../fork/v8-flags.ts';
import type { ForkMessage, ForkRequest } from '../fork/protocol.ts';

/** Files of an exchange, in the folder that is named on the command line. */
export const REQUEST_FILE = 'request.json';
export const ANSWER_FILE = 'answer.json';

const ORPHAN_CHECK_MS = 1000;

/**
 * Serves one request that lies in a file and leaves the answer in another, for processes whose
 * instructions are counted: a channel to the parent takes a number of them that nobody can foresee.
 * A process that breaks down leaves no answer.
 */
export async function exchangeFiles(
  folder: string,
  serve: (request: ForkRequest, send: (message: ForkMessage) => void) => Promise<void>,
): Promise<never> {
  // A benchmark that waits for ever must not outlive the process that started this one.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, ORPHAN_CHECK_MS).unref();
  for (const flag of THREAD_FLAGS) setFlagsFromString(flag);
  // Node tells how long its event loop slept only once that loop has begun.
  await setImmediate();
  const request = JSON.parse(readFileSync(join(folder, REQUEST_FILE), 'utf8')) as ForkRequest;
  const messages: ForkMessage[] = [];
  await serve(request, (message) => messages.push(message));
  writeFileSync(join(folder, ANSWER_FILE), JSON.stringify(messages));
  process.exit(0);
}
