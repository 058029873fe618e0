import { amount, atLeast, fields } from '../input/check.ts';
import type { TokenUsage } from '../prompt-store.ts';
import { defineOperation } from './define-operation.ts';

const tokenUsage = fields({ inputTokens: atLeast(0), outputTokens: atLeast(0), costUsd: amount });

export const addTokenUsage = defineOperation({
  changes: ['token_usage_stats'],
  check(usage: TokenUsage) {
    const { inputTokens, outputTokens, costUsd } = tokenUsage(usage, 'usage');
    return ['addTokenUsage', inputTokens, outputTokens, costUsd];
  },
  prepare(connection) {
    const add = connection.prepare<[number, number, number, string]>(
      `UPDATE token_usage_stats SET
         total_input_tokens = total_input_tokens + ?,
         total_output_tokens = total_output_tokens + ?,
         total_cost_usd = total_cost_usd + ?,
         session_count = session_count + 1,
         last_updated = ?
       WHERE id = 1`,
    );
    return ([, inputTokens, outputTokens, costUsd], now): void => {
      add.run(inputTokens, outputTokens, costUsd, now);
    };
  },
});
