import type { Database } from 'better-sqlite3';
import { isSearch, type ListKind, type ListRead } from '../queries/list-read.ts';

/** How much a new reading moves an estimate. */
const WEIGHT = 0.2;
/** A reading counts as at most this many times the estimate: a list that was held up once does not make all of them long. */
const MAX_JUMP = 4;

const TABLES: Readonly<Record<ListKind, string>> = {
  prompts: 'prompts',
  schedules: 'schedules',
  results: 'execution_results',
};

/**
 * Estimates how long a list takes to read: the rows that it can hold at most, by what a row of its kind took
 * lately. Searching looks at rows that are not in the list: there all rows of the table count.
 */
export class ListCost {
  readonly #rowMs: Record<ListKind, number> = { prompts: 0.0006, schedules: 0.001, results: 0.001 };
  readonly #idSpans;

  constructor(connection: Database) {
    // Ids are never given twice: there are at most so many rows, and SQLite need not count them.
    const idSpan = (kind: ListKind) =>
      connection
        .prepare<[], number | null>(
          `SELECT (SELECT max(id) FROM ${TABLES[kind]}) - (SELECT min(id) FROM ${TABLES[kind]}) + 1`,
        )
        .pluck();
    this.#idSpans = {
      prompts: idSpan('prompts'),
      schedules: idSpan('schedules'),
      results: idSpan('results'),
    };
  }

  /** In milliseconds. */
  of(read: ListRead): number {
    return this.#rows(read) * this.#rowMs[read.kind];
  }

  learn(read: ListRead, rows: number, durationMs: number): void {
    // Of a few rows the time is that of the statement, and of a search that of the rows which it does not hold.
    if (rows < 20 || isSearch(read)) return;
    const { kind } = read;
    const estimate = this.#rowMs[kind];
    this.#rowMs[kind] += WEIGHT * (Math.min(durationMs / rows, MAX_JUMP * estimate) - estimate);
  }

  #rows(read: ListRead): number {
    const { kind, query } = read;
    const limit = 'limit' in query && query.limit !== undefined ? query.limit : Infinity;
    // A limit that is small whatever the table holds saves asking for that.
    if (!isSearch(read) && limit <= 100) return limit;
    const stored = this.#idSpans[kind].get() ?? 0;
    return isSearch(read) ? stored : Math.min(limit, stored);
  }
}
