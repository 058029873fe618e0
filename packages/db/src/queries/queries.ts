import type { Database } from 'better-sqlite3';
import { promptQueries } from './prompts.ts';
import { resultQueries } from './results.ts';
import { scheduleQueries } from './schedules.ts';

export type Queries = ReturnType<typeof prepareQueries>;

/** Prepares every statement that reads, once for the life of the connection. */
export function prepareQueries(connection: Database) {
  let last = '';
  const ran = (sql: string) => {
    last = sql;
  };

  return {
    prompts: promptQueries(connection, ran),
    schedules: scheduleQueries(connection, ran),
    results: resultQueries(connection, ran),

    /** Returns the statement that ran last. */
    lastSql: () => last,

    /** Returns SQLite's plan of a statement, one step per element. */
    planOf: (sql: string): string[] =>
      connection
        .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all(unbound(sql))
        .map(({ detail }) => detail),
  };
}

/** Gives every parameter the value null: explaining reads no row, but SQLite wants the parameters bound. */
function unbound(sql: string): unknown {
  const names = [...sql.matchAll(/@(\w+)/g)].map(([, name]) => name as string);
  return names.length === 0
    ? Array.from(sql.matchAll(/\?/g), () => null)
    : Object.fromEntries(names.map((name) => [name, null]));
}
