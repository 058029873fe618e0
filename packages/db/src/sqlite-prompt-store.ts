import type { Database } from 'better-sqlite3';
import { toDatabaseError } from './connection/sqlite-error.ts';
import { DatabaseError } from './errors.ts';
import { id } from './input/check.ts';
import * as promptInput from './input/prompts.ts';
import * as resultInput from './input/results.ts';
import * as scheduleInput from './input/schedules.ts';
import { MetricsRecorder } from './metrics-recorder.ts';
import type { StoreMetrics } from './metrics.ts';
import type { Operation } from './operations/operation.ts';
import type {
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
import { prepareQueries, type Queries } from './queries/queries.ts';
import type { Writer } from './writers/writer.ts';

interface Parts {
  readonly store: StoreMetrics['store'];
  /** Reads go to this connection, on the calling thread. */
  readonly reader: Database;
  readonly writer: Writer;
}

/** A PromptStore made of a connection that reads and a writer: checks what comes in, counts what goes out. */
export class SqlitePromptStore implements PromptStore {
  readonly #store: StoreMetrics['store'];
  readonly #reader: Database;
  readonly #writer: Writer;
  readonly #queries: Queries;
  readonly #recorder = new MetricsRecorder();
  #committedWrites = 0;
  #closing: Promise<void> | undefined;

  constructor({ store, reader, writer }: Parts) {
    this.#store = store;
    this.#reader = reader;
    this.#writer = writer;
    this.#queries = prepareQueries(reader);
  }

  createPrompt(prompt: NewPrompt): Promise<number> {
    return this.#write('createPrompt', () => promptInput.createPrompt(prompt));
  }

  createPrompts(prompts: readonly NewPrompt[]): Promise<number[]> {
    return this.#write('createPrompts', () => promptInput.createPrompts(prompts));
  }

  getPrompt(promptId: number): Promise<Prompt | null> {
    return this.#read('getPrompt', () => this.#queries.prompts.get(id(promptId, 'id')));
  }

  listPrompts(query?: PromptQuery): Promise<Prompt[]> {
    return this.#read('listPrompts', () =>
      this.#queries.prompts.list(promptInput.listPrompts(query)),
    );
  }

  updatePrompt(promptId: number, changes: PromptChanges): Promise<boolean> {
    return this.#write('updatePrompt', () => promptInput.updatePrompt(promptId, changes));
  }

  deletePrompt(promptId: number): Promise<boolean> {
    return this.#write('deletePrompt', () => promptInput.deletePrompt(promptId));
  }

  createSchedule(schedule: NewSchedule): Promise<number> {
    return this.#write('createSchedule', () => scheduleInput.createSchedule(schedule));
  }

  getSchedule(scheduleId: number): Promise<Schedule | null> {
    return this.#read('getSchedule', () => this.#queries.schedules.get(id(scheduleId, 'id')));
  }

  listSchedules(query?: ScheduleQuery): Promise<Schedule[]> {
    return this.#read('listSchedules', () =>
      this.#queries.schedules.list(scheduleInput.listSchedules(query)),
    );
  }

  getPendingSchedules(): Promise<Schedule[]> {
    return this.#read('getPendingSchedules', () =>
      this.#queries.schedules.list({ status: 'pending' }),
    );
  }

  updateSchedule(scheduleId: number, changes: ScheduleChanges): Promise<boolean> {
    return this.#write('updateSchedule', () => scheduleInput.updateSchedule(scheduleId, changes));
  }

  deleteSchedule(scheduleId: number): Promise<boolean> {
    return this.#write('deleteSchedule', () => scheduleInput.deleteSchedule(scheduleId));
  }

  recordExecution(execution: NewExecution): Promise<number> {
    return this.#write('recordExecution', () => resultInput.recordExecution(execution));
  }

  listResults(query?: ResultQuery): Promise<ExecutionResult[]> {
    return this.#read('listResults', () =>
      this.#queries.results.list(resultInput.listResults(query)),
    );
  }

  addTokenUsage(usage: TokenUsage): Promise<void> {
    return this.#write('addTokenUsage', () => resultInput.addTokenUsage(usage));
  }

  getTokenUsageStats(): Promise<TokenUsageStats> {
    return this.#read('getTokenUsageStats', () => this.#queries.results.tokenUsage());
  }

  metrics(): StoreMetrics {
    const { queueDepth, commits } = this.#writer;
    return {
      store: this.#store,
      operations: this.#recorder.operations(),
      queueDepth,
      batches: commits,
      meanBatchSize: commits === 0 ? 0 : this.#committedWrites / commits,
    };
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  /** The reader first: the connection that closes last tidies the files up, and the writer may have a thread for it. */
  async #end(): Promise<void> {
    this.#reader.close();
    await this.#writer.close();
  }

  #read<T>(method: string, run: () => T): Promise<T> {
    const startedAt = performance.now();
    try {
      this.#requireOpen();
      const value = run();
      this.#recorder.ended(method, startedAt, false);
      return Promise.resolve(value);
    } catch (error) {
      this.#recorder.ended(method, startedAt, true);
      return Promise.reject(toDatabaseError(error));
    }
  }

  #write<T>(method: string, check: () => Operation): Promise<T> {
    const startedAt = performance.now();
    return new Promise((resolve, reject) => {
      const fail = (error: unknown) => {
        this.#recorder.ended(method, startedAt, true);
        reject(toDatabaseError(error));
      };
      try {
        this.#requireOpen();
        this.#writer.submit(check(), (outcome) => {
          if (outcome.state === 'failed') return fail(outcome.error);
          this.#recorder.ended(method, startedAt, false);
          this.#committedWrites += 1;
          resolve(outcome.value as T);
        });
      } catch (error) {
        fail(error);
      }
    });
  }

  #requireOpen(): void {
    if (this.#closing !== undefined) {
      throw new DatabaseError('CLOSED', 'The store is closed: open it again to go on.');
    }
  }
}
