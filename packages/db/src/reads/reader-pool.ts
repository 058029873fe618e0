import { extname } from 'node:path';
import { Piscina } from 'piscina';
import { cancelled } from '../input/call-options.ts';
import { toDatabaseError } from '../sqlite-error.ts';
import { fromFailure } from '../failure.ts';
import { type ListRead, ROW_MAKERS, type Row } from '../queries/list-read.ts';
import { unpackRows } from './packed-rows.ts';
import type {
  ReaderAnswer,
  ReaderTask,
  ReaderThreadOptions,
  SlowStatement,
} from './reader-thread.ts';

// TypeScript rewrites the extensions of imports when it compiles, but not those of URLs.
const threadUrl = new URL(`./reader-thread${extname(import.meta.url)}`, import.meta.url);

/** Time after which an idle thread ends and closes its connection. */
const IDLE_MS = 30_000;

export interface ReaderPoolOptions {
  /** At least 1. */
  readonly maxThreads: number;
  readonly thread: ReaderThreadOptions;
}

export interface ReaderPoolStatus {
  /** Running threads. */
  readonly threads: number;
  /** Running tasks. */
  readonly busy: number;
  /** Tasks that wait for a thread. */
  readonly queued: number;
  readonly maxThreads: number;
}

/** Threads with a connection each, for tasks that would block the event loop too long. The first starts with the first task. */
export class ReaderPool {
  readonly #options: ReaderPoolOptions;
  #pool: Piscina<ReaderTask, ReaderAnswer> | null = null;
  #underWay = 0;

  constructor(options: ReaderPoolOptions) {
    this.#options = options;
  }

  get status(): ReaderPoolStatus {
    const queued = this.#pool?.queueSize ?? 0;
    return {
      threads: this.#pool?.threads.length ?? 0,
      busy: this.#underWay - queued,
      queued,
      maxThreads: this.#options.maxThreads,
    };
  }

  /** Reads a list. Resolves to the rows, the duration of the read and, if it was slow, the statement. */
  async list(
    read: ListRead,
    signal?: AbortSignal,
  ): Promise<{ rows: Row[]; durationMs: number; slow: SlowStatement | null }> {
    const answer = await this.#run({ do: 'list', read }, signal);
    if (answer.state !== 'listed') throw unexpected(answer);
    const { rows, durationMs, slow } = answer;
    return { rows: unpackRows<Row>(rows, ROW_MAKERS[read.kind]), durationMs, slow };
  }

  /** Copies the current database to a path at which no file exists. */
  async copy(to: string, signal?: AbortSignal): Promise<void> {
    await this.#run({ do: 'copy', to }, signal);
  }

  /** Lists the problems that SQLite finds in the file. */
  async checkIntegrity(signal?: AbortSignal): Promise<readonly string[]> {
    const answer = await this.#run({ do: 'check-integrity' }, signal);
    if (answer.state !== 'done') throw unexpected(answer);
    return answer.problems;
  }

  /** Waits for running tasks, then ends the threads. */
  async close(): Promise<void> {
    await this.#pool?.close();
    this.#pool = null;
  }

  async #run(task: ReaderTask, signal?: AbortSignal): Promise<ReaderAnswer> {
    this.#pool ??= this.#open();
    this.#underWay += 1;
    try {
      const answer = await this.#pool.run(task, signal === undefined ? {} : { signal });
      if (answer.state === 'failed') throw fromFailure(answer.failure);
      return answer;
    } catch (error) {
      if (signal?.aborted === true) throw cancelled(signal);
      throw toDatabaseError(error);
    } finally {
      this.#underWay -= 1;
    }
  }

  #open(): Piscina<ReaderTask, ReaderAnswer> {
    return new Piscina<ReaderTask, ReaderAnswer>({
      filename: threadUrl.href,
      minThreads: 0,
      maxThreads: this.#options.maxThreads,
      idleTimeout: IDLE_MS,
      // Flags of this process, such as --input-type, are not meant for the threads and can prevent their start.
      execArgv: [],
      workerData: this.#options.thread,
    });
  }
}

function unexpected({ state }: ReaderAnswer): Error {
  return new Error(`The reader thread gave an answer of another task: ${state}.`);
}
