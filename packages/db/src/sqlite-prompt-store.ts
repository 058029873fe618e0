import { id } from './input/check.ts';
import { checkPromptQuery, checkResultQuery, checkScheduleQuery } from './input/list-queries.ts';
import type { PromptStore } from './prompt-store.ts';
import { StoreCalls, type StoreParts } from './store-calls.ts';
import { writeMethods } from './write-methods.ts';

/** Makes a PromptStore of a connection, a writer and a way to read lists. */
export function sqlitePromptStore(parts: StoreParts): PromptStore {
  return promptStoreOver(new StoreCalls(parts));
}

/** The methods of PromptStore over the calls of a store. */
export function promptStoreOver(calls: StoreCalls): PromptStore {
  return {
    ...writeMethods(calls),

    getPrompt: (promptId, call) =>
      calls.read('getPrompt', call, ({ prompts }) => prompts.get(id(promptId, 'id'))),

    listPrompts: (query, call) =>
      calls.list('listPrompts', call, () => ({
        kind: 'prompts',
        query: checkPromptQuery(query),
      })),

    getSchedule: (scheduleId, call) =>
      calls.read('getSchedule', call, ({ schedules }) => schedules.get(id(scheduleId, 'id'))),

    listSchedules: (query, call) =>
      calls.list('listSchedules', call, () => ({
        kind: 'schedules',
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
      calls.read('getTokenUsageStats', call, ({ results }) => results.tokenUsage()),

    metrics: () => calls.metrics(),
    close: () => calls.close(),
  };
}
