import type { Database } from 'better-sqlite3';
import { promptQueries } from './prompts.ts';
import { resultQueries } from './results.ts';
import { scheduleQueries } from './schedules.ts';

export type Queries = ReturnType<typeof prepareQueries>;

/** Prepares what reads, once for the life of the connection. */
export function prepareQueries(connection: Database) {
  let last = '';
  const ran = (sql: string) => {
    last = sql;
  };

  return {
    prompts: promptQueries(connection, ran),
    schedules: scheduleQueries(connection, ran),
    results: resultQueries(connection, ran),

    /** The statement that ran last. */
    lastSql: () => last,

    /** How SQLite goes about a statement, a step each. */
    planOf: (sql: string): string[] =>
      connection
        .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all(unbound(sql))
        .map(({ detail }) => detail),
  };
}

/** Explaining reads no row, but every parameter must have a value. */
function unbound(sql: string): unknown {
  const names = [...sql.matchAll(/@(\w+)/g)].map(([, name]) => name as string);
  return names.length === 0
    ? Array.from(sql.matchAll(/\?/g), () => null)
    : Object.fromEntries(names.map((name) => [name, null]));
}
