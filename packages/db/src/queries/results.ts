import type { Database } from 'better-sqlite3';
import type { ExecutionResult, ResultQuery, TokenUsageStats } from '../prompt-store.ts';
import { AFTER_ROW, newestFirst } from './newest-first.ts';
import { shared } from './to-rows.ts';

const COLUMNS = `id, prompt_id, schedule_id, content, status, token_usage, cost_usd, execution_time_ms, created_at`;

type Cells = [
  id: number,
  promptId: number,
  scheduleId: number | null,
  content: string,
  status: string,
  tokenUsage: number | null,
  costUsd: number | null,
  executionTimeMs: number,
  createdAt: string,
];

export const toResult = (
  [
    id,
    promptId,
    scheduleId,
    content,
    status,
    tokenUsage,
    costUsd,
    executionTimeMs,
    createdAt,
  ]: Cells,
  before: ExecutionResult | null,
): ExecutionResult => ({
  id,
  promptId,
  scheduleId,
  content,
  status: shared(status, before?.status),
  tokenUsage,
  costUsd,
  executionTimeMs,
  createdAt: shared(createdAt, before?.createdAt),
});

/** Prepares the reads of results and token usage. */
export function resultQueries(connection: Database, ran: (sql: string) => void) {
  const page = newestFirst(connection, { columns: COLUMNS, toRow: toResult, ran });
  const usage = connection.prepare<[], TokenUsageStats>(
    `SELECT total_input_tokens AS totalInputTokens, total_output_tokens AS totalOutputTokens,
       total_cost_usd AS totalCostUsd, session_count AS sessionCount, last_updated AS lastUpdated
     FROM token_usage_stats WHERE id = 1`,
  );

  return {
    list({ promptId, scheduleId, limit, before }: ResultQuery): ExecutionResult[] {
      const conditions: string[] = [];
      const parameters: Record<string, number> = {};
      if (promptId !== undefined) {
        conditions.push('prompt_id = @promptId');
        parameters['promptId'] = promptId;
      }
      if (scheduleId !== undefined) {
        conditions.push('schedule_id = @scheduleId');
        parameters['scheduleId'] = scheduleId;
      }
      if (before !== undefined) {
        conditions.push(AFTER_ROW);
        parameters['before'] = before;
      }
      return page({ from: 'execution_results', conditions, parameters, limit });
    },

    // The schema inserts this row and nothing deletes it.
    tokenUsage(): TokenUsageStats {
      ran(usage.source);
      return usage.get() as TokenUsageStats;
    },
  };
}
