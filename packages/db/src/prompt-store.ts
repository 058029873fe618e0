import type { StoreMetrics } from './store-metrics.ts';

/** A stored prompt. Times are ISO 8601 in UTC with milliseconds. */
export interface Prompt {
  readonly id: number;
  readonly title: string;
  readonly content: string;
  /** Comma-separated, as the caller gave them, or null. */
  readonly tags: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface NewPrompt {
  /** Not blank. */
  readonly title: string;
  /** Not blank. */
  readonly content: string;
  /**
   * Comma-separated.
   * @default null
   */
  readonly tags?: string | null;
}

/** Changes of a prompt: at least one field. `tags: null` removes the tags. */
export type PromptChanges = Partial<NewPrompt>;

export interface PromptQuery {
  /**
   * Largest number of rows; at least 1.
   * @default no limit
   */
  readonly limit?: number;
  /** Only prompts after the one with this id in the list. The last id of a page gives the next page. */
  readonly before?: number;
  /** Only prompts that carry this whole tag. */
  readonly tag?: string;
  /** Only prompts whose title begins with this text, in either case (of the letters A to Z). */
  readonly title?: string;
  /** Only prompts whose title, content or tags contain this text, in either case (of the letters A to Z). */
  readonly search?: string;
}

/**
 * A plan to run a prompt, with the title and tags of that prompt.
 * The store knows only the status `pending`; callers choose the other words.
 */
export interface Schedule {
  readonly id: number;
  readonly promptId: number;
  readonly promptTitle: string;
  readonly promptTags: string | null;
  readonly scheduleTime: string;
  readonly status: string;
  readonly cronExpr: string | null;
  readonly executionCount: number;
  readonly lastRunAt: string | null;
  readonly nextRunAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface NewSchedule {
  readonly promptId: number;
  /** ISO 8601 with `Z` or an offset; stored in UTC. */
  readonly scheduleTime: string;
  /**
   * Stored unchanged: the store does not interpret it.
   * @default null
   */
  readonly cronExpr?: string | null;
}

/** Changes of a schedule: at least one field. */
export interface ScheduleChanges {
  readonly scheduleTime?: string;
  readonly status?: string;
  readonly cronExpr?: string | null;
  readonly lastRunAt?: string | null;
  readonly nextRunAt?: string | null;
  /** At least 0. */
  readonly executionCount?: number;
}

export interface ScheduleQuery {
  readonly status?: string;
  /**
   * Largest number of rows; at least 1.
   * @default no limit
   */
  readonly limit?: number;
  /** Only schedules after this place in the list. The last row of a page gives the next page. That row need not exist any more. */
  readonly after?: { readonly scheduleTime: string; readonly id: number };
}

/** Size of one row of a list. */
export interface RowSize {
  readonly id: number;
  /** Bytes of its texts in UTF-8. */
  readonly bytes: number;
}

/** Result and cost of one run of a prompt. */
export interface ExecutionResult {
  readonly id: number;
  readonly promptId: number;
  readonly scheduleId: number | null;
  readonly content: string;
  readonly status: string;
  /** Total number of tokens, or null if unknown. */
  readonly tokenUsage: number | null;
  readonly costUsd: number | null;
  readonly executionTimeMs: number;
  readonly createdAt: string;
}

export interface NewExecution {
  readonly promptId: number;
  /** @default null */
  readonly scheduleId?: number | null;
  /** May be empty. */
  readonly content: string;
  readonly status: string;
  /**
   * Total number of tokens, at least 0.
   * @default null
   */
  readonly tokenUsage?: number | null;
  /**
   * At least 0.
   * @default null
   */
  readonly costUsd?: number | null;
  /** Whole milliseconds, at least 0. */
  readonly executionTimeMs: number;
}

export interface ResultQuery {
  readonly promptId?: number;
  readonly scheduleId?: number;
  /**
   * Largest number of rows; at least 1.
   * @default no limit
   */
  readonly limit?: number;
  /** Only results after the one with this id in the list. */
  readonly before?: number;
}

export interface TokenUsage {
  /** At least 0. */
  readonly inputTokens: number;
  /** At least 0. */
  readonly outputTokens: number;
  /** At least 0. */
  readonly costUsd: number;
}

export interface TokenUsageStats {
  readonly totalInputTokens: number;
  readonly totalOutputTokens: number;
  readonly totalCostUsd: number;
  /** Number of `addTokenUsage` calls. */
  readonly sessionCount: number;
  /** Null before the first `addTokenUsage`. */
  readonly lastUpdated: string | null;
}

/** Options of every call of a PromptStore. */
export interface CallOptions {
  /**
   * Withdraws the call if the store has not started it: the call rejects with `CANCELLED` and nothing is written.
   * A write that is on its way to the disk cannot be withdrawn; its promise settles with the true outcome.
   */
  readonly signal?: AbortSignal;
}

/**
 * Prompts, their schedules and the results of their runs, kept in one SQLite file.
 *
 * When the promise of a write resolves, the write is on disk and every later read of the same store sees it. Every
 * method rejects with a {@link DatabaseError}: `INVALID_INPUT` for a value that it does not accept, `CONSTRAINT` for a
 * schedule on a prompt that does not exist, `BUSY`, `CLOSED` and so on.
 */
export interface PromptStore {
  /** Resolves to the new id. */
  createPrompt(prompt: NewPrompt, call?: CallOptions): Promise<number>;
  /** Stores all of them or none. Resolves to the new ids in the same order. */
  createPrompts(prompts: readonly NewPrompt[], call?: CallOptions): Promise<number[]>;
  getPrompt(id: number, call?: CallOptions): Promise<Prompt | null>;
  /** Newest first. */
  listPrompts(query?: PromptQuery, call?: CallOptions): Promise<Prompt[]>;
  /** Lists the sizes of the same rows as `listPrompts`, in the same order, without reading their texts unless it searches. */
  listPromptSizes(query?: PromptQuery, call?: CallOptions): Promise<RowSize[]>;
  /** Resolves to false if there is no such prompt. */
  updatePrompt(id: number, changes: PromptChanges, call?: CallOptions): Promise<boolean>;
  /** Deletes the prompt and its schedules. Resolves to false if there is no such prompt. */
  deletePrompt(id: number, call?: CallOptions): Promise<boolean>;

  /** Resolves to the new id; the status is `pending`. */
  createSchedule(schedule: NewSchedule, call?: CallOptions): Promise<number>;
  getSchedule(id: number, call?: CallOptions): Promise<Schedule | null>;
  /** Earliest `scheduleTime` first. */
  listSchedules(query?: ScheduleQuery, call?: CallOptions): Promise<Schedule[]>;
  /** Lists the sizes of the same rows as `listSchedules`, in the same order. */
  listScheduleSizes(query?: ScheduleQuery, call?: CallOptions): Promise<RowSize[]>;
  /** Schedules with the status `pending`, due or not, earliest `scheduleTime` first. */
  getPendingSchedules(call?: CallOptions): Promise<Schedule[]>;
  /** Resolves to false if there is no such schedule. */
  updateSchedule(id: number, changes: ScheduleChanges, call?: CallOptions): Promise<boolean>;
  /** Resolves to false if there is no such schedule. */
  deleteSchedule(id: number, call?: CallOptions): Promise<boolean>;

  /** Resolves to the new id. */
  recordExecution(execution: NewExecution, call?: CallOptions): Promise<number>;
  /** Newest first. */
  listResults(query?: ResultQuery, call?: CallOptions): Promise<ExecutionResult[]>;

  /** Adds to the totals and counts one session. */
  addTokenUsage(usage: TokenUsage, call?: CallOptions): Promise<void>;
  getTokenUsageStats(call?: CallOptions): Promise<TokenUsageStats>;

  /** Counts and times since the store was opened. */
  metrics(): StoreMetrics;
  /** Finishes the accepted writes, then closes. A second call waits for the same end. */
  close(): Promise<void>;
}

/** A PromptStore that can also look after its file. */
export interface HighPerfStore extends PromptStore {
  /**
   * Copies the current content into one file while reads and writes go on. The file gets its name only when it is complete
   * and on disk.
   *
   * @param path of the new file; `INVALID_INPUT` if a file exists there
   */
  backup(path: string, call?: CallOptions): Promise<void>;
  /** Lists the problems of the file, one sentence each: damaged pages, missing index entries, dangling references. */
  checkIntegrity(call?: CallOptions): Promise<readonly string[]>;
  /** Completes the search index, renews the statistics of the query planner and shortens the write-ahead log. */
  optimize(call?: CallOptions): Promise<void>;
}
