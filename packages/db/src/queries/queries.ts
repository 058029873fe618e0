import type { Database } from 'better-sqlite3';
import { promptQueries } from './prompts.ts';
import { resultQueries } from './results.ts';
import { scheduleQueries } from './schedules.ts';

export type Queries = ReturnType<typeof prepareQueries>;

/** Prepares what reads, once for the life of the connection. */
export function prepareQueries(connection: Database) {
  return {
    prompts: promptQueries(connection),
    schedules: scheduleQueries(connection),
    results: resultQueries(connection),
  };
}
