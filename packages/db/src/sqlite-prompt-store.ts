import { statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { retryWhileBusy } from './connection/retry-while-busy.ts';
import { toDatabaseError } from './sqlite-error.ts';
import { DatabaseError } from './errors.ts';
import { signalOf } from './input/call-options.ts';
import { id } from './input/check.ts';
import * as promptInput from './input/prompts.ts';
import * as resultInput from './input/results.ts';
import * as scheduleInput from './input/schedules.ts';
import type { MetricsRecorder, MethodRecorder } from './metrics/recorder.ts';
import type { StoreMetrics } from './store-metrics.ts';
import type { Operation } from './operations/operation.ts';
import type {
  CallOptions,
  ExecutionResult,
  NewExecution,
  NewPrompt,
  NewSchedule,
  Prompt,
  PromptChanges,
  PromptQuery,
  PromptStore,
  ResultQuery,
  Schedule,
  ScheduleChanges,
  ScheduleQuery,
  TokenUsage,
  TokenUsageStats,
} from './prompt-store.ts';
import type { Queries } from './queries/queries.ts';
import type { ListKind, ListRead, Row } from './queries/list-read.ts';
import type { Outcome, Writer } from './writers/writer.ts';

const METHODS = [
  'createPrompt',
  'createPrompts',
  'getPrompt',
  'listPrompts',
  'updatePrompt',
  'deletePrompt',
  'createSchedule',
  'getSchedule',
  'listSchedules',
  'getPendingSchedules',
  'updateSchedule',
  'deleteSchedule',
  'recordExecution',
  'listResults',
  'addTokenUsage',
  'getTokenUsageStats',
] as const;

type Method = (typeof METHODS)[number];

/** What a store is made of. */
export interface StoreParts {
  readonly store: StoreMetrics['store'];
  /** Of the calling thread; the store closes it. */
  readonly connection: Database;
  readonly queries: Queries;
  readonly writer: Writer;
  readonly recorder: MetricsRecorder;
  /** How long a read asks again while another process holds the lock, once SQLite's own waiting gave up. */
  readonly patienceMs: number;
  /** Rows at once, or later; an error as a DatabaseError or as SQLite threw it. */
  readonly readList: (read: ListRead, signal: AbortSignal | undefined) => Row[] | Promise<Row[]>;
  /** Called when a write is on disk, before its caller is told. */
  readonly onWritten: (operation: Operation) => void;
  /** Ends the reads that go on elsewhere, before the connection closes. */
  readonly endReads: () => Promise<void>;
  readonly status: () => Pick<StoreMetrics, 'readers' | 'cache'>;
}

/** A PromptStore made of a connection, a writer and a way to read lists: checks what comes in, counts what goes out. */
export class SqlitePromptStore implements PromptStore {
  readonly #parts: StoreParts;
  readonly #queries: Queries;
  readonly #methods: Record<Method, MethodRecorder>;
  #closing: Promise<void> | undefined;

  constructor(parts: StoreParts) {
    this.#parts = parts;
    this.#queries = parts.queries;
    this.#methods = Object.fromEntries(
      METHODS.map((method) => [method, parts.recorder.method(method)]),
    ) as Record<Method, MethodRecorder>;
  }

  createPrompt(prompt: NewPrompt, call?: CallOptions): Promise<number> {
    return this.#write('createPrompt', call, () => promptInput.createPrompt(prompt));
  }

  createPrompts(prompts: readonly NewPrompt[], call?: CallOptions): Promise<number[]> {
    return this.#write('createPrompts', call, () => promptInput.createPrompts(prompts));
  }

  getPrompt(promptId: number, call?: CallOptions): Promise<Prompt | null> {
    return this.#read('getPrompt', call, () => this.#queries.prompts.get(id(promptId, 'id')));
  }

  listPrompts(query?: PromptQuery, call?: CallOptions): Promise<Prompt[]> {
    return this.#list('listPrompts', call, () => ({
      kind: 'prompts',
      query: promptInput.listPrompts(query),
    }));
  }

  updatePrompt(promptId: number, changes: PromptChanges, call?: CallOptions): Promise<boolean> {
    return this.#write('updatePrompt', call, () => promptInput.updatePrompt(promptId, changes));
  }

  deletePrompt(promptId: number, call?: CallOptions): Promise<boolean> {
    return this.#write('deletePrompt', call, () => promptInput.deletePrompt(promptId));
  }

  createSchedule(schedule: NewSchedule, call?: CallOptions): Promise<number> {
    return this.#write('createSchedule', call, () => scheduleInput.createSchedule(schedule));
  }

  getSchedule(scheduleId: number, call?: CallOptions): Promise<Schedule | null> {
    return this.#read('getSchedule', call, () => this.#queries.schedules.get(id(scheduleId, 'id')));
  }

  listSchedules(query?: ScheduleQuery, call?: CallOptions): Promise<Schedule[]> {
    return this.#list('listSchedules', call, () => ({
      kind: 'schedules',
      query: scheduleInput.listSchedules(query),
    }));
  }

  getPendingSchedules(call?: CallOptions): Promise<Schedule[]> {
    return this.#list('getPendingSchedules', call, () => ({
      kind: 'schedules',
      query: { status: 'pending' },
    }));
  }

  updateSchedule(
    scheduleId: number,
    changes: ScheduleChanges,
    call?: CallOptions,
  ): Promise<boolean> {
    return this.#write('updateSchedule', call, () =>
      scheduleInput.updateSchedule(scheduleId, changes),
    );
  }

  deleteSchedule(scheduleId: number, call?: CallOptions): Promise<boolean> {
    return this.#write('deleteSchedule', call, () => scheduleInput.deleteSchedule(scheduleId));
  }

  recordExecution(execution: NewExecution, call?: CallOptions): Promise<number> {
    return this.#write('recordExecution', call, () => resultInput.recordExecution(execution));
  }

  listResults(query?: ResultQuery, call?: CallOptions): Promise<ExecutionResult[]> {
    return this.#list('listResults', call, () => ({
      kind: 'results',
      query: resultInput.listResults(query),
    }));
  }

  addTokenUsage(usage: TokenUsage, call?: CallOptions): Promise<void> {
    return this.#write('addTokenUsage', call, () => resultInput.addTokenUsage(usage));
  }

  getTokenUsageStats(call?: CallOptions): Promise<TokenUsageStats> {
    return this.#read('getTokenUsageStats', call, () => this.#queries.results.tokenUsage());
  }

  metrics(): StoreMetrics {
    const { store, writer, recorder, connection, status } = this.#parts;
    return recorder.metrics({
      store,
      queueDepth: writer.queueDepth,
      walBytes: walBytes(connection.name),
      ...status(),
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  protected get isClosing(): boolean {
    return this.#closing !== undefined;
  }

  /** The writer last: the connection that closes last tidies the files up, and the writer may have a thread for it. */
  async #end(): Promise<void> {
    const { writer, connection, endReads } = this.#parts;
    await writer.drain();
    await endReads();
    connection.close();
    await writer.close();
  }

  /** Not an async function: a point read takes less time than one more promise is worth. */
  #read<T>(method: Method, call: CallOptions | undefined, run: () => T): Promise<T> {
    const startedAt = performance.now();
    const recorder = this.#methods[method];
    try {
      this.#begin(call);
      const value = retryWhileBusy(run, this.#parts.patienceMs);
      recorder.ended(startedAt, null);
      return Promise.resolve(value);
    } catch (error) {
      return Promise.reject(recorded(recorder, startedAt, error));
    }
  }

  #list<Kind extends ListKind>(
    method: Method,
    call: CallOptions | undefined,
    check: () => ListRead<Kind>,
  ): Promise<Row<Kind>[]> {
    const startedAt = performance.now();
    const recorder = this.#methods[method];
    try {
      const signal = this.#begin(call);
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

  #write<T>(method: Method, call: CallOptions | undefined, check: () => Operation): Promise<T> {
    const startedAt = performance.now();
    const recorder = this.#methods[method];
    return new Promise((resolve, reject) => {
      try {
        const signal = this.#begin(call);
        const operation = check();
        const settle = (outcome: Outcome) => {
          if (outcome.state === 'failed') {
            reject(recorded(recorder, startedAt, outcome.error));
            return;
          }
          this.#parts.onWritten(operation);
          recorder.ended(startedAt, null);
          resolve(outcome.value as T);
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

  /** Whether the call may begin at all; gives its signal. */
  #begin(call: CallOptions | undefined): AbortSignal | undefined {
    if (this.#closing !== undefined) {
      throw new DatabaseError('CLOSED', 'The store is closed: open it again to go on.');
    }
    return call === undefined ? undefined : signalOf(call);
  }
}

function recorded(recorder: MethodRecorder, startedAt: number, cause: unknown): DatabaseError {
  const error = toDatabaseError(cause);
  recorder.ended(startedAt, error);
  return error;
}

/** Of the write-ahead log beside a database file, 0 where there is none. */
function walBytes(file: string): number {
  return statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}
