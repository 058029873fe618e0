import type { Database } from 'better-sqlite3';
import { isSearch, type ListKind, type ListRead } from '../queries/list-read.ts';

/** Weight of a new reading in an estimate. */
const WEIGHT = 0.2;
/** Largest reading that counts, as a multiple of the estimate: one delayed list does not make all lists long. */
const MAX_JUMP = 4;

const TABLES: Readonly<Record<ListKind, string>> = {
  prompts: 'prompts',
  schedules: 'schedules',
  results: 'execution_results',
  promptSizes: 'prompts',
  scheduleSizes: 'schedules',
};

/**
 * Estimates how long a list takes to read: the largest number of rows that it can have, times the recent time for a row of its
 * kind. A search reads rows that are not in the list, so all rows of the table count.
 */
export class ListCost {
  readonly #rowMs: Record<ListKind, number> = {
    prompts: 0.0006,
    schedules: 0.001,
    results: 0.001,
    promptSizes: 0.0004,
    scheduleSizes: 0.0008,
  };
  readonly #idSpans;

  constructor(connection: Database) {
    // No id is used twice, so the span of ids is an upper bound of the rows that SQLite need not count.
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
      promptSizes: idSpan('promptSizes'),
      scheduleSizes: idSpan('scheduleSizes'),
    };
  }

  /** Returns the expected duration of a read in milliseconds. */
  expectedMs(read: ListRead): number {
    return this.#rows(read) * this.#rowMs[read.kind];
  }

  learn(read: ListRead, rows: number, durationMs: number): void {
    // With few rows the statement takes most of the time, and in a search the rows that it does not return.
    if (rows < 20 || isSearch(read)) return;
    const { kind } = read;
    const estimate = this.#rowMs[kind];
    this.#rowMs[kind] += WEIGHT * (Math.min(durationMs / rows, MAX_JUMP * estimate) - estimate);
  }

  #rows(read: ListRead): number {
    const { kind, query } = read;
    const limit = 'limit' in query && query.limit !== undefined ? query.limit : Infinity;
    // With a small limit the size of the table does not matter.
    if (!isSearch(read) && limit <= 100) return limit;
    const stored = this.#idSpans[kind].get() ?? 0;
    return isSearch(read) ? stored : Math.min(limit, stored);
  }
}
