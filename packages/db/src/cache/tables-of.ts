import type { Operation } from '../operations/operation.ts';
import type { ListKind } from '../queries/list-read.ts';
import type { Table } from '../schema/tables.ts';

const CHANGED: Readonly<Record<Operation[0], readonly Table[]>> = {
  createPrompt: ['prompts'],
  createPrompts: ['prompts'],
  updatePrompt: ['prompts'],
  // Its schedules go along.
  deletePrompt: ['prompts', 'schedules'],
  createSchedule: ['schedules'],
  updateSchedule: ['schedules'],
  deleteSchedule: ['schedules'],
  recordExecution: ['execution_results'],
  addTokenUsage: ['token_usage_stats'],
};

const READ: Readonly<Record<ListKind, readonly Table[]>> = {
  prompts: ['prompts'],
  // With the title and tags of their prompts.
  schedules: ['schedules', 'prompts'],
  results: ['execution_results'],
};

export const tablesChangedBy = (operation: Operation) => CHANGED[operation[0]];

export const tablesOfList = (kind: ListKind) => READ[kind];
