import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { ANSWER_FILE, REQUEST_FILE } from '../fork/exchange-files.ts';
import type { ForkMessage, ForkRequest, Send } from '../fork/protocol.ts';
import { THREAD_FLAGS } from '../fork/v8-flags.ts';

const ORPHAN_CHECK_MS = 1000;

/**
 * Answers one request that lies in a file and writes its messages to another, a line each, for processes whose
 * instructions are counted: a channel to the parent executes an unpredictable number of them. A process that breaks down
 * leaves the messages until then, without "done".
 */
export async function exchangeFiles(
  folder: string,
  serve: (request: ForkRequest, send: Send) => Promise<void>,
): Promise<never> {
  // A benchmark that waits for ever must not outlive the process that started this one.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, ORPHAN_CHECK_MS).unref();
  for (const flag of THREAD_FLAGS) setFlagsFromString(flag);
  // Node knows how long its event loop slept only once that loop has begun.
  await setImmediate();
  const request = JSON.parse(readFileSync(join(folder, REQUEST_FILE), 'utf8')) as ForkRequest;
  const answer = join(folder, ANSWER_FILE);
  const send = (message: ForkMessage) => appendFileSync(answer, `${JSON.stringify(message)}\n`);
  await serve(request, send);
  send({ event: 'done', waitedForCpuMs: 0 });
  process.exit(0);
}
