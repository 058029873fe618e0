import type { Prompt, Schedule, TokenUsageStats } from '@night-pilot/db';

/** A prompt as the protocol shows it. Times are ISO 8601 in UTC, tags comma-separated or null. */
export interface PromptRecord {
  readonly id: number;
  readonly title: string;
  readonly content: string;
  readonly tags: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A schedule as the protocol shows it, with the title and tags of its prompt. */
export interface ScheduleRecord {
  readonly id: number;
  readonly prompt_id: number;
  readonly prompt_title: string;
  readonly prompt_tags: string | null;
  readonly schedule_time: string;
  readonly status: string;
  readonly cron_expr: string | null;
  readonly execution_count: number;
  readonly last_run_at: string | null;
  readonly next_run_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

/** Tokens and cost of all runs together. `last_updated` is null until something is recorded. */
export interface TokenUsageRecord {
  readonly total_input_tokens: number;
  readonly total_output_tokens: number;
  readonly total_cost_usd: number;
  readonly session_count: number;
  readonly last_updated: string | null;
}

export function promptRecord(prompt: Prompt): PromptRecord {
  return {
    id: prompt.id,
    title: prompt.title,
    content: prompt.content,
    tags: prompt.tags,
    created_at: prompt.createdAt,
    updated_at: prompt.updatedAt,
  };
}

export function scheduleRecord(schedule: Schedule): ScheduleRecord {
  return {
    id: schedule.id,
    prompt_id: schedule.promptId,
    prompt_title: schedule.promptTitle,
    prompt_tags: schedule.promptTags,
    schedule_time: schedule.scheduleTime,
    status: schedule.status,
    cron_expr: schedule.cronExpr,
    execution_count: schedule.executionCount,
    last_run_at: schedule.lastRunAt,
    next_run_at: schedule.nextRunAt,
    created_at: schedule.createdAt,
    updated_at: schedule.updatedAt,
  };
}

export function tokenUsageRecord(stats: TokenUsageStats): TokenUsageRecord {
  return {
    total_input_tokens: stats.totalInputTokens,
    total_output_tokens: stats.totalOutputTokens,
    total_cost_usd: stats.totalCostUsd,
    session_count: stats.sessionCount,
    last_updated: stats.lastUpdated,
  };
}
