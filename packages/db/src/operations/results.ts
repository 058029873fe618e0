import type { Database } from 'better-sqlite3';
import type { Operation } from './operation.ts';

/** The writes on what runs gave and cost. */
export function resultOperations(connection: Database) {
  const insert = connection.prepare<unknown[]>(
    `INSERT INTO execution_results
       (prompt_id, schedule_id, content, status, token_usage, cost_usd, execution_time_ms, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const addUsage = connection.prepare<[number, number, number, string]>(
    `UPDATE token_usage_stats SET
       total_input_tokens = total_input_tokens + ?,
       total_output_tokens = total_output_tokens + ?,
       total_cost_usd = total_cost_usd + ?,
       session_count = session_count + 1,
       last_updated = ?
     WHERE id = 1`,
  );

  return {
    record: ([, ...cells]: Operation<'recordExecution'>, now: string) =>
      Number(insert.run(...cells, now).lastInsertRowid),

    addTokenUsage([, inputTokens, outputTokens, costUsd]: Operation<'addTokenUsage'>, now: string) {
      addUsage.run(inputTokens, outputTokens, costUsd, now);
    },
  };
}
