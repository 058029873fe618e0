import { expect, test } from 'vitest';
import { promptRecord, scheduleRecord, tokenUsageRecord } from './records.ts';

const createdAt = '2026-01-01T00:00:00.000Z';
const updatedAt = '2026-01-02T00:00:00.000Z';

test('converts a prompt', () => {
  const prompt = { id: 1, title: 'T', content: 'C', tags: 'a,b', createdAt, updatedAt };
  expect(promptRecord(prompt)).toEqual({
    id: 1,
    title: 'T',
    content: 'C',
    tags: 'a,b',
    created_at: createdAt,
    updated_at: updatedAt,
  });
});

test('converts a schedule', () => {
  const record = scheduleRecord({
    id: 2,
    promptId: 1,
    promptTitle: 'T',
    promptTags: null,
    scheduleTime: '2026-02-01T03:00:00.000Z',
    status: 'pending',
    cronExpr: '0 0 3 * * *',
    executionCount: 4,
    lastRunAt: null,
    nextRunAt: '2026-02-02T03:00:00.000Z',
    createdAt,
    updatedAt,
  });
  expect(record).toEqual({
    id: 2,
    prompt_id: 1,
    prompt_title: 'T',
    prompt_tags: null,
    schedule_time: '2026-02-01T03:00:00.000Z',
    status: 'pending',
    cron_expr: '0 0 3 * * *',
    execution_count: 4,
    last_run_at: null,
    next_run_at: '2026-02-02T03:00:00.000Z',
    created_at: createdAt,
    updated_at: updatedAt,
  });
});

test('converts token usage', () => {
  const stats = { totalInputTokens: 1, totalOutputTokens: 2, totalCostUsd: 0.5, sessionCount: 3 };
  expect(tokenUsageRecord({ ...stats, lastUpdated: updatedAt })).toEqual({
    total_input_tokens: 1,
    total_output_tokens: 2,
    total_cost_usd: 0.5,
    session_count: 3,
    last_updated: updatedAt,
  });
});
