import { amount, atLeast, fields, filledText, id, optional, orNull, text } from '../input/check.ts';
import type { NewExecution } from '../prompt-store.ts';
import { defineOperation } from './define-operation.ts';

const newExecution = fields({
  promptId: id,
  scheduleId: optional(orNull(id), null),
  content: text,
  status: filledText,
  tokenUsage: optional(orNull(atLeast(0)), null),
  costUsd: optional(orNull(amount), null),
  executionTimeMs: atLeast(0),
});

export const recordExecution = defineOperation({
  changes: ['execution_results'],
  check(execution: NewExecution) {
    const checked = newExecution(execution, 'execution');
    return [
      'recordExecution',
      checked.promptId,
      checked.scheduleId,
      checked.content,
      checked.status,
      checked.tokenUsage,
      checked.costUsd,
      checked.executionTimeMs,
    ];
  },
  prepare(connection) {
    const insert = connection.prepare<unknown[]>(
      `INSERT INTO execution_results
         (prompt_id, schedule_id, content, status, token_usage, cost_usd, execution_time_ms, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    return ([, ...cells], now) => Number(insert.run(...cells, now).lastInsertRowid);
  },
});
