import type { Operation } from '../operations/operation.ts';
import type { NewExecution, ResultQuery, TokenUsage } from '../prompt-store.ts';
import { amount, atLeast, fields, filledText, id, optional, orNull, text } from './check.ts';

const newExecution = fields({
  promptId: id,
  scheduleId: optional(orNull(id), null),
  content: text,
  status: filledText,
  tokenUsage: optional(orNull(atLeast(0)), null),
  costUsd: optional(orNull(amount), null),
  executionTimeMs: atLeast(0),
});

const tokenUsage = fields({ inputTokens: atLeast(0), outputTokens: atLeast(0), costUsd: amount });

const resultQuery = fields({
  promptId: optional(id, undefined),
  scheduleId: optional(id, undefined),
  limit: optional(atLeast(1), undefined),
  before: optional(id, undefined),
});

export function recordExecution(execution: NewExecution): Operation {
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
}

export function addTokenUsage(usage: TokenUsage): Operation {
  const { inputTokens, outputTokens, costUsd } = tokenUsage(usage, 'usage');
  return ['addTokenUsage', inputTokens, outputTokens, costUsd];
}

export function listResults(query: ResultQuery = {}): ResultQuery {
  return resultQuery(query, 'query');
}
