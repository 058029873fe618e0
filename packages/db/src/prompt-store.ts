import type { StoreMetrics } from './store-metrics.ts';

/** A prompt as it is stored. Times are ISO 8601 in UTC with milliseconds. */
export interface Prompt {
  readonly id: number;
  readonly title: string;
  readonly content: string;
  /** Comma-separated, as it was given, or null. */
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

/** Only the fields given change; `tags: null` removes the tags. At least one field. */
export type PromptChanges = Partial<NewPrompt>;

export interface PromptQuery {
  /**
   * At most this many, at least 1.
   * @default all of them
   */
  readonly limit?: number;
  /** Only prompts that come after the prompt of this id in the list: give the last id of a page to get the next. */
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
 * The store gives a meaning to the status `pending` alone; the other words are its caller's.
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
   * Stored as it is: the store reads no cron.
   * @default null
   */
  readonly cronExpr?: string | null;
}

/** Only the fields given change. At least one field. */
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
}

/** What one run of a prompt gave and cost. */
export interface ExecutionResult {
  readonly id: number;
  readonly promptId: number;
  readonly scheduleId: number | null;
  readonly content: string;
  readonly status: string;
  /** Tokens in all, or null where unknown. */
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
   * Tokens in all, at least 0.
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
   * At most this many, at least 1.
   * @default all of them
   */
  readonly limit?: number;
  /** Only results that come after the result of this id in the list. */
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
  /** How often usage was added. */
  readonly sessionCount: number;
  /** Null while nothing was added. */
  readonly lastUpdated: string | null;
}

/** What every call of a PromptStore takes. */
export interface CallOptions {
  /**
   * Withdraws the call as long as the store has not begun with it: it rejects with `CANCELLED`, and nothing was
   * written. A write that is on its way to the disk can no longer be withdrawn, and tells its true outcome.
   */
  readonly signal?: AbortSignal;
}

/**
 * Prompts, their schedules and what their runs gave, kept in one SQLite file.
 *
 * A promise that resolves to the outcome of a write means that the write is on disk, and every later
 * read of the same store sees it. Every method rejects with a {@link DatabaseError}: `INVALID_INPUT`
 * for a value it does not take, `CONSTRAINT` for a schedule on a prompt that is not there, `BUSY`,
 * `CLOSED` and so on.
 */
export interface PromptStore {
  /** Resolves to the new id. */
  createPrompt(prompt: NewPrompt, call?: CallOptions): Promise<number>;
  /** All of them or none; resolves to the new ids in the same order. */
  createPrompts(prompts: readonly NewPrompt[], call?: CallOptions): Promise<number[]>;
  getPrompt(id: number, call?: CallOptions): Promise<Prompt | null>;
  /** Newest first. */
  listPrompts(query?: PromptQuery, call?: CallOptions): Promise<Prompt[]>;
  /** False where there is no such prompt. */
  updatePrompt(id: number, changes: PromptChanges, call?: CallOptions): Promise<boolean>;
  /** Deletes its schedules too. False where there is no such prompt. */
  deletePrompt(id: number, call?: CallOptions): Promise<boolean>;

  /** Resolves to the new id; the status is `pending`. */
  createSchedule(schedule: NewSchedule, call?: CallOptions): Promise<number>;
  getSchedule(id: number, call?: CallOptions): Promise<Schedule | null>;
  /** Earliest `scheduleTime` first. */
  listSchedules(query?: ScheduleQuery, call?: CallOptions): Promise<Schedule[]>;
  /** Those with the status `pending`, earliest `scheduleTime` first, whether due or not. */
  getPendingSchedules(call?: CallOptions): Promise<Schedule[]>;
  /** False where there is no such schedule. */
  updateSchedule(id: number, changes: ScheduleChanges, call?: CallOptions): Promise<boolean>;
  /** False where there is no such schedule. */
  deleteSchedule(id: number, call?: CallOptions): Promise<boolean>;

  /** Resolves to the new id. */
  recordExecution(execution: NewExecution, call?: CallOptions): Promise<number>;
  /** Newest first. */
  listResults(query?: ResultQuery, call?: CallOptions): Promise<ExecutionResult[]>;

  /** Adds to the totals and counts one session. */
  addTokenUsage(usage: TokenUsage, call?: CallOptions): Promise<void>;
  getTokenUsageStats(call?: CallOptions): Promise<TokenUsageStats>;

  /** What this store did since it was opened. */
  metrics(): StoreMetrics;
  /** Finishes the writes that it accepted, then closes. Calling it again waits for the same end. */
  close(): Promise<void>;
}

/** What HighPerfDatabase can do beside. */
export interface HighPerfStore extends PromptStore {
  /**
   * Copies the store as it is now into one file, while reading and writing go on. The file appears under its name only when it is
   * whole and on disk.
   *
   * @param path where no file is yet; `INVALID_INPUT` where one is
   */
  backup(path: string, call?: CallOptions): Promise<void>;
  /** What is wrong with the file, a sentence each: damaged pages, missing index entries, dangling references. Empty when it is sound. */
  checkIntegrity(call?: CallOptions): Promise<readonly string[]>;
  /** Takes what was not indexed for searching yet into the index, renews the statistics of the query planner, and shortens the write-ahead log. */
  optimize(call?: CallOptions): Promise<void>;
}
