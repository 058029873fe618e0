import type {
  ExecutionResult,
  Prompt,
  PromptQuery,
  ResultQuery,
  RowSize,
  Schedule,
  ScheduleQuery,
} from '../prompt-store.ts';
import type { Table } from '../schema/tables.ts';
import { toPrompt } from './prompts.ts';
import type { Queries } from './queries.ts';
import { toResult } from './results.ts';
import { toRowSize } from './row-size.ts';
import { toSchedule } from './schedules.ts';

interface Kinds {
  prompts: { query: PromptQuery; row: Prompt };
  schedules: { query: ScheduleQuery; row: Schedule };
  results: { query: ResultQuery; row: ExecutionResult };
  promptSizes: { query: PromptQuery; row: RowSize };
  scheduleSizes: { query: ScheduleQuery; row: RowSize };
}

export type ListKind = keyof Kinds;
export type Row<Kind extends ListKind = ListKind> = Kinds[Kind]['row'];

/** Checked request for a list: plain data, which can cross to another thread. */
export type ListRead<Kind extends ListKind = ListKind> = {
  [K in Kind]: { readonly kind: K; readonly query: Kinds[K]['query'] };
}[Kind];

const TABLES: Readonly<Record<ListKind, readonly Table[]>> = {
  prompts: ['prompts'],
  // Schedules come with the title and tags of their prompts.
  schedules: ['schedules', 'prompts'],
  results: ['execution_results'],
  promptSizes: ['prompts'],
  scheduleSizes: ['schedules', 'prompts'],
};

/** Returns the tables that a list is read from. */
export const tablesOfList = (kind: ListKind): readonly Table[] => TABLES[kind];

/** Whether a list selects prompts by their content, so that it may read many more prompts than it returns. */
export function isSearch({ kind, query }: ListRead): boolean {
  if (kind !== 'prompts' && kind !== 'promptSizes') return false;
  return query.search !== undefined || query.tag !== undefined || query.title !== undefined;
}

/** Functions that make a row from its cells, which are in the order of the row's properties. */
export const ROW_MAKERS = {
  prompts: toPrompt,
  schedules: toSchedule,
  results: toResult,
  promptSizes: toRowSize,
  scheduleSizes: toRowSize,
} as unknown as Record<ListKind, (cells: unknown[], before: Row | null) => Row>;

/** Reads a list over the connection of `queries`. */
export function runListRead(queries: Queries, read: ListRead): Row[] {
  switch (read.kind) {
    case 'prompts':
      return queries.prompts.list(read.query);
    case 'schedules':
      return queries.schedules.list(read.query);
    case 'results':
      return queries.results.list(read.query);
    case 'promptSizes':
      return queries.prompts.sizes(read.query);
    case 'scheduleSizes':
      return queries.schedules.sizes(read.query);
  }
}
