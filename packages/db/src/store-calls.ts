import { statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import type { FileWatch } from './connection/file-watch.ts';
import { retryWhileBusy } from './connection/retry-while-busy.ts';
import { DatabaseError } from './errors.ts';
import { signalOf } from './input/call-options.ts';
import type { MetricsRecorder, MethodRecorder } from './metrics/recorder.ts';
import type { Operation, OperationName, ResultOf } from './operations/operation.ts';
import { OPERATIONS } from './operations/operations.ts';
import type { CallOptions } from './prompt-store.ts';
import type { ListKind, ListRead, Row } from './queries/list-read.ts';
import { toDatabaseError } from './sqlite-error.ts';
import type { StoreMetrics } from './store-metrics.ts';
import type { Outcome, Writer } from './writers/writer.ts';

const READ_METHODS = [
  'getPrompt',
  'listPrompts',
  'listPromptSizes',
  'getSchedule',
  'listSchedules',
  'listScheduleSizes',
  'getPendingSchedules',
  'listResults',
  'getTokenUsageStats',
] as const;

type ReadMethod = (typeof READ_METHODS)[number];
type Method = ReadMethod | OperationName;

/** The parts that a store is made of. */
export interface StoreParts {
  readonly store: StoreMetrics['store'];
  /** Used on the calling thread; the store closes it. */
  readonly connection: Database;
  readonly writer: Writer;
  readonly recorder: MetricsRecorder;
  readonly watch: FileWatch;
  /** How long a read is repeated while another process holds the lock, after SQLite's own waiting gave up; in ms. */
  readonly patienceMs: number;
  /** Gives rows at once or later. Errors may be DatabaseErrors or SQLite's own. */
  readonly readList: (read: ListRead, signal: AbortSignal | undefined) => Row[] | Promise<Row[]>;
  /** Called when a write is on disk, before its caller knows. */
  readonly onWritten: (operation: Operation) => void;
  /** Ends reads on other threads, before the connection closes. */
  readonly endReads: () => Promise<void>;
  readonly status: () => Pick<StoreMetrics, 'readers' | 'cache'>;
}

/** Runs the calls of a store: refuses those after `close`, counts each and turns its failure into a DatabaseError. */
export class StoreCalls {
  readonly #parts: StoreParts;
  readonly #recorders: Record<Method, MethodRecorder>;
  #closing: Promise<void> | undefined;

  constructor(parts: StoreParts) {
    this.#parts = parts;
    const methods = [...READ_METHODS, ...Object.keys(OPERATIONS)];
    this.#recorders = Object.fromEntries(
      methods.map((method) => [method, parts.recorder.method(method)]),
    ) as Record<Method, MethodRecorder>;
  }

  /** Not an async function: a point read takes less time than one more promise costs. */
  read<T>(method: ReadMethod, call: CallOptions | undefined, run: () => T): Promise<T> {
    const startedAt = performance.now();
    const recorder = this.#recorders[method];
    try {
      this.#begin(call, startedAt);
      const value = retryWhileBusy(run, this.#parts.patienceMs);
      recorder.ended(startedAt, null);
      return Promise.resolve(value);
    } catch (error) {
      return Promise.reject(recorded(recorder, startedAt, error));
    }
  }

  list<Kind extends ListKind>(
    method: ReadMethod,
    call: CallOptions | undefined,
    check: () => ListRead<Kind>,
  ): Promise<Row<Kind>[]> {
    const startedAt = performance.now();
    const recorder = this.#recorders[method];
    try {
      const signal = this.#begin(call, startedAt);
      const rows = this.#parts.readList(check() as ListRead, signal);
      if (rows instanceof Promise) {
        return rows.then(
          (later) => {
            recorder.ended(startedAt, null);
            return later;
          },
          (error: unknown) => {
            throw recorded(recorder, startedAt, error);
          },
        );
      }
      recorder.ended(startedAt, null);
      return Promise.resolve(rows as Row<Kind>[]);
    } catch (error) {
      return Promise.reject(recorded(recorder, startedAt, error));
    }
  }

  write<Name extends OperationName>(
    method: Name,
    call: CallOptions | undefined,
    check: () => Operation,
  ): Promise<ResultOf<Name>> {
    const startedAt = performance.now();
    const recorder = this.#recorders[method];
    return new Promise((resolve, reject) => {
      try {
        const signal = this.#begin(call, startedAt);
        const operation = check();
        const settle = (outcome: Outcome) => {
          if (outcome.state === 'failed') {
            reject(recorded(recorder, startedAt, outcome.error));
            return;
          }
          const lost = this.#parts.watch.lostAt(performance.now());
          if (lost !== null) {
            reject(recorded(recorder, startedAt, lost));
            return;
          }
          this.#parts.onWritten(operation);
          recorder.ended(startedAt, null);
          resolve(outcome.value as ResultOf<Name>);
        };
        const { writer } = this.#parts;
        const outcome = writer.commitNow(operation);
        if (outcome === null) writer.submit({ operation, signal, settle });
        else settle(outcome);
      } catch (error) {
        reject(recorded(recorder, startedAt, error));
      }
    });
  }

  /** A call that the metrics do not count by method. */
  async uncounted<T>(
    call: CallOptions | undefined,
    run: (signal: AbortSignal | undefined) => Promise<T>,
  ): Promise<T> {
    try {
      return await run(this.#begin(call, performance.now()));
    } catch (error) {
      throw toDatabaseError(error);
    }
  }

  metrics(): StoreMetrics {
    const { store, writer, recorder, connection, status, watch } = this.#parts;
    if (this.#closing === undefined) watch.lostAt(performance.now());
    return recorder.metrics({
      store,
      queueDepth: writer.queueDepth,
      walBytes: walBytes(connection.name),
      ...status(),
    });
  }

  /** Finishes what was accepted, then closes the connection. A second call waits for the same end. */
  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  /** Closes the writer last: the last connection to close tidies the files up, and the writer may have a thread for that. */
  async #end(): Promise<void> {
    const { writer, connection, endReads } = this.#parts;
    await writer.drain();
    await endReads();
    connection.close();
    await writer.close();
  }

  /** Returns the signal of the call. @throws {DatabaseError} `CLOSED`, `FILE_LOST`, `CANCELLED`, `INVALID_INPUT` */
  #begin(call: CallOptions | undefined, startedAt: number): AbortSignal | undefined {
    if (this.#closing !== undefined) {
      throw new DatabaseError('CLOSED', 'The store is closed: open it again to go on.');
    }
    const lost = this.#parts.watch.lostAt(startedAt);
    if (lost !== null) throw lost;
    return call === undefined ? undefined : signalOf(call);
  }
}

function recorded(recorder: MethodRecorder, startedAt: number, cause: unknown): DatabaseError {
  const error = toDatabaseError(cause);
  recorder.ended(startedAt, error);
  return error;
}

/** Size of the write-ahead log beside a database file; 0 if there is none. */
function walBytes(file: string): number {
  return statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}
