import type { Table } from '../schema/tables.ts';

export interface ListCacheOptions {
  /** `PRAGMA data_version` of the connection that reads: it changes with every commit of any other connection. */
  readonly readDataVersion: () => number;
  /** At most this many rows in all. */
  readonly maxRows: number;
}

export interface ListCacheStatus {
  readonly entries: number;
  readonly rows: number;
  readonly hits: number;
  readonly misses: number;
  readonly hitRatio: number;
}

/** The state of the database before a list is read. */
export interface Ticket {
  readonly changes: number;
}

interface Entry {
  readonly rows: readonly object[];
  readonly tables: readonly Table[];
  readonly expiresAt: number;
}

/** So many lists that were asked for once are remembered, by their keys alone. */
const REMEMBERED = 1_000;

/** A result larger than this part of the cache would push too many others out. */
const LARGEST_PART = 4;

/**
 * Keeps lists that are asked for a second time, for a time, and never longer than they are true: a commit of this store drops those of its tables at once,
 * and a commit of anyone else drops all of them before the next look. What was read around a commit is not kept.
 */
export class ListCache {
  readonly #options: ListCacheOptions;
  /** The least recently used first. */
  readonly #entries = new Map<string, Entry>();
  /** Asked for, and not kept: the pages that someone goes through once must not push out what is asked for often. */
  readonly #askedOnce = new Set<string>();
  /** By table, the number of the change that touched it last. */
  readonly #lastChange = new Map<Table, number>();
  #changes = 0;
  /** The number of the change that dropped everything last. */
  #lastClear = 0;
  #dataVersion: number;
  #rows = 0;
  #hits = 0;
  #misses = 0;

  constructor(options: ListCacheOptions) {
    this.#options = options;
    this.#dataVersion = options.readDataVersion();
  }

  get status(): ListCacheStatus {
    const looks = this.#hits + this.#misses;
    return {
      entries: this.#entries.size,
      rows: this.#rows,
      hits: this.#hits,
      misses: this.#misses,
      hitRatio: looks === 0 ? 0 : this.#hits / looks,
    };
  }

  /** A copy of the kept list, whose rows are frozen; undefined where none is kept. */
  get(key: string): object[] | undefined {
    this.#lookForOthers();
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.expiresAt <= performance.now()) {
      if (entry !== undefined) this.#drop(key, entry);
      this.#misses += 1;
      return undefined;
    }
    this.#hits += 1;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.rows.slice();
  }

  /** Before a list is read. */
  begin(): Ticket {
    this.#lookForOthers();
    return { changes: this.#changes };
  }

  /**
   * Keeps a list that was read since `begin`, unless its tables were written meanwhile. Freezes its rows.
   *
   * @param keptMs 0 keeps nothing
   */
  put(
    ticket: Ticket,
    key: string,
    tables: readonly Table[],
    rows: readonly object[],
    keptMs: number,
  ): void {
    const { maxRows } = this.#options;
    // An empty list takes its place too.
    const size = Math.max(1, rows.length);
    if (keptMs === 0 || size > maxRows / LARGEST_PART) return;
    if (this.#isFirstTime(key)) return;
    const isOutdated = tables.some((table) => (this.#lastChange.get(table) ?? 0) > ticket.changes);
    if (isOutdated || this.#lastClear > ticket.changes) return;
    const known = this.#entries.get(key);
    if (known !== undefined) this.#drop(key, known);
    for (const row of rows) Object.freeze(row);
    this.#entries.set(key, { rows: rows.slice(), tables, expiresAt: performance.now() + keptMs });
    this.#rows += size;
    for (const [oldest, entry] of this.#entries) {
      if (this.#rows <= maxRows) break;
      this.#drop(oldest, entry);
    }
  }

  /** A commit of this store touched these tables. */
  invalidate(tables: readonly Table[]): void {
    this.#changes += 1;
    for (const table of tables) this.#lastChange.set(table, this.#changes);
    if (this.#entries.size === 0) return;
    for (const [key, entry] of this.#entries) {
      if (entry.tables.some((table) => tables.includes(table))) this.#drop(key, entry);
    }
  }

  #isFirstTime(key: string): boolean {
    if (this.#askedOnce.has(key) || this.#entries.has(key)) return false;
    this.#askedOnce.add(key);
    if (this.#askedOnce.size > REMEMBERED) {
      for (const oldest of this.#askedOnce) {
        this.#askedOnce.delete(oldest);
        break;
      }
    }
    return true;
  }

  #lookForOthers(): void {
    const dataVersion = this.#options.readDataVersion();
    if (dataVersion === this.#dataVersion) return;
    this.#dataVersion = dataVersion;
    this.#changes += 1;
    this.#lastClear = this.#changes;
    this.#entries.clear();
    this.#rows = 0;
  }

  #drop(key: string, entry: Entry): void {
    this.#entries.delete(key);
    this.#rows -= Math.max(1, entry.rows.length);
  }
}
