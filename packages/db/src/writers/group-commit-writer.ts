import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DatabaseError } from '../errors.ts';
import type { Operation } from '../operations/operation.ts';
import {
  decodeOutcome,
  fromFailure,
  type Reply,
  type Request,
  type SettledOutcomes,
  type WriterThreadOptions,
} from './protocol.ts';
import type { Outcome, Writer } from './writer.ts';

type Settle = (outcome: Outcome) => void;

// TypeScript rewrites the endings of imports when it compiles, not those of URLs.
const threadUrl = new URL(`./writer-thread${extname(import.meta.url)}`, import.meta.url);

/**
 * Sends operations to a writer thread, all those of one turn of the event loop in one message, and
 * settles them as the thread commits them. The thread starts with the first operation; after it died,
 * with the next one.
 */
export class GroupCommitWriter implements Writer {
  readonly #options: WriterThreadOptions;
  #thread: Worker | null = null;
  /** Not sent yet. */
  #unsent: Operation[] = [];
  /** Of all unsettled operations, in the order of submission: first those sent, then the unsent. */
  readonly #unsettled: Settle[] = [];
  #commitsOfThread = 0;
  #commitsBefore = 0;
  #closing = false;

  constructor(options: WriterThreadOptions) {
    this.#options = options;
  }

  get queueDepth(): number {
    return this.#unsettled.length;
  }

  get commits(): number {
    return this.#commitsBefore + this.#commitsOfThread;
  }

  submit(operation: Operation, settle: Settle): void {
    if (this.#unsent.length === 0) queueMicrotask(() => this.#send());
    this.#unsent.push(operation);
    this.#unsettled.push(settle);
  }

  async close(): Promise<void> {
    this.#send();
    this.#closing = true;
    const thread = this.#thread;
    if (thread === null) return;
    thread.ref();
    post(thread, null);
    await new Promise((resolve) => thread.once('exit', resolve));
  }

  #send(): void {
    if (this.#unsent.length === 0) return;
    this.#thread ??= this.#start();
    // An idle store does not keep the process running; one with unsettled writes does.
    this.#thread.ref();
    post(this.#thread, this.#unsent);
    this.#unsent = [];
  }

  #start(): Worker {
    // Flags of this process such as --input-type are not meant for the thread, and can stop it.
    const thread = new Worker(threadUrl, {
      name: 'db-writer',
      workerData: this.#options,
      execArgv: [],
    });
    let started = false;
    let cause: unknown;
    thread.on('message', (reply: Reply) => {
      if (reply.state === 'started') started = true;
      else if (reply.state === 'cannot-start') this.#lose(fromFailure(reply.failure));
      else this.#settle(reply, thread);
    });
    thread.on('error', (error) => {
      cause = error;
    });
    thread.on('exit', () => {
      if (this.#thread === thread) this.#lose(started ? outcomeUnknown(cause) : notStarted(cause));
    });
    return thread;
  }

  #settle(reply: SettledOutcomes, thread: Worker): void {
    this.#commitsOfThread = reply.commits;
    const settled = this.#unsettled.splice(0, reply.values.length);
    if (this.#unsettled.length === 0 && !this.#closing) thread.unref();
    settled.forEach((settle, index) => settle(decodeOutcome(reply, index)));
  }

  /** The thread is gone: what it was sent ends with `error`, the rest waits for the next thread. */
  #lose(error: DatabaseError): void {
    this.#thread = null;
    this.#commitsBefore += this.#commitsOfThread;
    this.#commitsOfThread = 0;
    const sent = this.#unsettled.splice(0, this.#unsettled.length - this.#unsent.length);
    for (const settle of sent) settle({ state: 'failed', error });
  }
}

function post(thread: Worker, request: Request): void {
  thread.postMessage(request);
}

function outcomeUnknown(cause: unknown): DatabaseError {
  return new DatabaseError(
    'OUTCOME_UNKNOWN',
    'The writer thread ended before it told the outcome: the write is stored wholly or not at all; ' +
      'read it before repeating it.',
    { cause },
  );
}

function notStarted(cause: unknown): DatabaseError {
  const reason = cause instanceof Error ? cause.message : 'it was stopped';
  return new DatabaseError(
    'FAILED',
    `The writer thread could not start, and nothing was written: ${reason}.`,
    { cause },
  );
}
