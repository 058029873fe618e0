import type {
  ExecutionResult,
  Prompt,
  PromptQuery,
  ResultQuery,
  Schedule,
  ScheduleQuery,
} from '../prompt-store.ts';
import type { Queries } from '../queries/queries.ts';

interface Kinds {
  prompts: { query: PromptQuery; row: Prompt };
  schedules: { query: ScheduleQuery; row: Schedule };
  results: { query: ResultQuery; row: ExecutionResult };
}

export type ListKind = keyof Kinds;
export type Row<Kind extends ListKind = ListKind> = Kinds[Kind]['row'];

/** A checked request for a list: plain data, which can cross to another thread. */
export type ListRead<Kind extends ListKind = ListKind> = {
  [K in Kind]: { readonly kind: K; readonly query: Kinds[K]['query'] };
}[Kind];

/** Reads a list over the connection of `queries`. */
export function runListRead(queries: Queries, read: ListRead): Row[] {
  switch (read.kind) {
    case 'prompts':
      return queries.prompts.list(read.query);
    case 'schedules':
      return queries.schedules.list(read.query);
    case 'results':
      return queries.results.list(read.query);
  }
}
