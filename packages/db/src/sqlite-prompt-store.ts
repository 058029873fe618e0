import { id } from './input/check.ts';
import { checkPromptQuery, checkResultQuery, checkScheduleQuery } from './input/list-queries.ts';
import type { PromptStore } from './prompt-store.ts';
import type { Queries } from './queries/queries.ts';
import type { StoreCalls } from './store-calls.ts';
import { writeMethods } from './write-methods.ts';

/** The methods of PromptStore: checks what comes in, and has `calls` run the rest. */
export function sqlitePromptStore(calls: StoreCalls, queries: Queries): PromptStore {
  return {
    ...writeMethods(calls),

    getPrompt: (promptId, call) =>
      calls.read('getPrompt', call, () => queries.prompts.get(id(promptId, 'id'))),

    listPrompts: (query, call) =>
      calls.list('listPrompts', call, () => ({
        kind: 'prompts',
        query: checkPromptQuery(query),
      })),

    listPromptSizes: (query, call) =>
      calls.list('listPromptSizes', call, () => ({
        kind: 'promptSizes',
        query: checkPromptQuery(query),
      })),

    getSchedule: (scheduleId, call) =>
      calls.read('getSchedule', call, () => queries.schedules.get(id(scheduleId, 'id'))),

    listSchedules: (query, call) =>
      calls.list('listSchedules', call, () => ({
        kind: 'schedules',
        query: checkScheduleQuery(query),
      })),

    listScheduleSizes: (query, call) =>
      calls.list('listScheduleSizes', call, () => ({
        kind: 'scheduleSizes',
        query: checkScheduleQuery(query),
      })),

    getPendingSchedules: (call) =>
      calls.list('getPendingSchedules', call, () => ({
        kind: 'schedules',
        query: { status: 'pending' },
      })),

    listResults: (query, call) =>
      calls.list('listResults', call, () => ({
        kind: 'results',
        query: checkResultQuery(query),
      })),

    getTokenUsageStats: (call) =>
      calls.read('getTokenUsageStats', call, () => queries.results.tokenUsage()),

    metrics: () => calls.metrics(),
    close: () => calls.close(),
  };
}
