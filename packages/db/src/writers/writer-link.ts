import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DatabaseError } from '../errors.ts';
import { fromFailure } from '../failure.ts';
import {
  type MaintenanceTask,
  type Reply,
  type Request,
  type SettledGroup,
  type WriterThreadOptions,
} from './protocol.ts';
import type { Submission } from './writer.ts';

// TypeScript rewrites the extensions of imports when it compiles, but not those of URLs.
const threadUrl = new URL(`./writer-thread${extname(import.meta.url)}`, import.meta.url);

/** A request that the thread has not answered yet. */
type Sent =
  | { readonly kind: 'commit'; waiting: readonly Submission[] }
  | {
      readonly kind: 'maintenance';
      readonly resolve: (value: unknown) => void;
      readonly reject: (error: DatabaseError) => void;
    };

export interface WriterLinkEvents {
  /** Some operations have their outcomes; `submissions` are those operations, in order. */
  onCommitted(submissions: readonly Submission[], group: SettledGroup): void;
  /** The thread is gone, and these operations are lost. */
  onLost(submissions: readonly Submission[], error: DatabaseError): void;
  onStarted(): void;
  onEnded(cause: DatabaseError | null): void;
}

/**
 * Connection to the writer thread. The thread starts with the first request, and again with the next one after it died.
 * An idle thread does not keep the process running; a thread with unanswered requests does.
 */
export class WriterLink {
  readonly #options: WriterThreadOptions;
  readonly #events: WriterLinkEvents;
  #thread: Worker | null = null;
  #sent: Sent[] = [];
  #batches = 0;
  #closing = false;

  constructor(options: WriterThreadOptions, events: WriterLinkEvents) {
    this.#options = options;
    this.#events = events;
  }

  /** Batches that the thread has not answered completely. */
  get batches(): number {
    return this.#batches;
  }

  get isRunning(): boolean {
    return this.#thread !== null;
  }

  commit(submissions: readonly Submission[]): void {
    this.#sent.push({ kind: 'commit', waiting: submissions });
    this.#batches += 1;
    this.#post({ do: 'commit', operations: submissions.map(({ operation }) => operation) });
  }

  /** Has the thread run a task. Resolves to the task's result. */
  maintain(task: MaintenanceTask): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#sent.push({ kind: 'maintenance', resolve, reject });
      this.#post({ do: task });
    });
  }

  async close(): Promise<void> {
    this.#closing = true;
    const thread = this.#thread;
    if (thread === null) return;
    const ended = new Promise((resolve) => thread.once('exit', resolve));
    this.#post({ do: 'close' });
    await ended;
  }

  #post(request: Request): void {
    this.#thread ??= this.#start();
    this.#thread.ref();
    this.#thread.postMessage(request);
  }

  #start(): Worker {
    // Flags of this process, such as --input-type, are not meant for the thread and can prevent its start.
    const thread = new Worker(threadUrl, {
      name: 'db-writer',
      workerData: this.#options,
      execArgv: [],
    });
    let started = false;
    let cause: unknown;
    thread.on('message', (reply: Reply) => {
      if (reply.state === 'started') {
        started = true;
        this.#events.onStarted();
      } else if (reply.state === 'cannot-start') {
        this.#lose(fromFailure(reply.failure));
      } else {
        this.#answered(reply);
        if (this.#sent.length === 0 && !this.#closing) thread.unref();
      }
    });
    thread.on('error', (error) => {
      cause = error;
    });
    thread.on('exit', () => {
      if (this.#thread !== thread) return;
      if (this.#closing && this.#sent.length === 0) {
        this.#thread = null;
        this.#events.onEnded(null);
      } else {
        this.#lose(started ? outcomeUnknown(cause) : notStarted(cause));
      }
    });
    return thread;
  }

  #answered(reply: Exclude<Reply, { state: 'started' | 'cannot-start' }>): void {
    const oldest = this.#sent[0];
    if (reply.state === 'committed') {
      if (oldest?.kind !== 'commit') return;
      const settled = oldest.waiting.slice(0, reply.values.length);
      oldest.waiting = oldest.waiting.slice(reply.values.length);
      if (oldest.waiting.length === 0) {
        this.#sent.shift();
        this.#batches -= 1;
      }
      this.#events.onCommitted(settled, reply);
      return;
    }
    if (oldest?.kind !== 'maintenance') return;
    this.#sent.shift();
    if (reply.state === 'maintained') oldest.resolve(reply.value);
    else oldest.reject(fromFailure(reply.failure));
  }

  /** The thread is gone: everything that it was sent is lost. */
  #lose(error: DatabaseError): void {
    this.#thread = null;
    const lost = this.#sent;
    this.#sent = [];
    this.#batches = 0;
    this.#events.onEnded(error);
    this.#events.onLost(
      lost.flatMap((sent) => (sent.kind === 'commit' ? sent.waiting : [])),
      error,
    );
    for (const sent of lost) if (sent.kind === 'maintenance') sent.reject(error);
  }
}

function outcomeUnknown(cause: unknown): DatabaseError {
  return new DatabaseError(
    'OUTCOME_UNKNOWN',
    'The writer thread ended before it reported the outcome: the write is stored completely or not at all; ' +
      'read it before repeating it.',
    { cause },
  );
}

function notStarted(cause: unknown): DatabaseError {
  const reason = cause instanceof Error ? cause.message : 'it was stopped';
  return new DatabaseError(
    'FAILED',
    `The writer thread could not start, so nothing was written: ${reason}.`,
    { cause },
  );
}
