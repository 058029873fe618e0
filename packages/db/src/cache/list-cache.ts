import type { Table } from '../schema/tables.ts';

export interface ListCacheOptions {
  /** Reads `PRAGMA data_version` of the connection: every commit of another connection changes it. */
  readonly readDataVersion: () => number;
  /** Largest number of rows in the cache; each 2,000 characters count as one more. */
  readonly maxRows: number;
}

export interface ListCacheStatus {
  readonly entries: number;
  readonly rows: number;
  readonly hits: number;
  readonly misses: number;
  readonly hitRatio: number;
}

/** State of the database before a list is read. */
export interface Ticket {
  readonly changes: number;
}

interface Entry {
  readonly rows: readonly object[];
  readonly tables: readonly Table[];
  /** Rows of ordinary length that take as much memory, at least 1. */
  readonly weight: number;
  readonly expiresAt: number;
}

/** Largest number of keys remembered of lists that were requested once. */
const REMEMBERED = 1_000;

/** Characters that count as one more row: a list of a few long texts takes as much memory as one of many rows. */
const CHARACTERS_PER_ROW = 2_000;

/** A list larger than one part in this many of the cache would evict too many others. */
const LARGEST_PART = 4;

/**
 * Caches lists from their second request on. A cached list is never stale: a commit of this store drops the lists of its
 * tables at once, a commit of anyone else drops all lists before the next lookup, and a list that was read while a commit
 * happened is not cached.
 */
export class ListCache {
  readonly #options: ListCacheOptions;
  /** In order of use, the least recently used first. */
  readonly #entries = new Map<string, Entry>();
  /** Keys requested once: pages that someone reads once must not evict lists that are requested often. */
  readonly #askedOnce = new Set<string>();
  /** Number of the last change of each table. */
  readonly #lastChange = new Map<Table, number>();
  #changes = 0;
  /** Number of the last change that dropped everything. */
  #lastClear = 0;
  #dataVersion: number;
  #rows = 0;
  #weight = 0;
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

  /** Returns a copy of the cached list, whose rows are frozen, or undefined. */
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

  /** Call this before a list is read. */
  begin(): Ticket {
    this.#lookForOthers();
    return { changes: this.#changes };
  }

  /**
   * Caches a list that was read since `begin`, unless its tables were written meanwhile. Freezes its rows.
   *
   * @param keptMs lifetime in ms; 0 caches nothing
   */
  put(
    ticket: Ticket,
    key: string,
    tables: readonly Table[],
    rows: readonly object[],
    keptMs: number,
  ): void {
    const { maxRows } = this.#options;
    if (keptMs === 0 || rows.length > maxRows / LARGEST_PART) return;
    if (this.#isFirstTime(key)) return;
    const weight = weightOf(rows);
    if (weight > maxRows / LARGEST_PART) return;
    const isOutdated = tables.some((table) => (this.#lastChange.get(table) ?? 0) > ticket.changes);
    if (isOutdated || this.#lastClear > ticket.changes) return;
    const known = this.#entries.get(key);
    if (known !== undefined) this.#drop(key, known);
    for (const row of rows) Object.freeze(row);
    const expiresAt = performance.now() + keptMs;
    this.#entries.set(key, { rows: rows.slice(), tables, weight, expiresAt });
    this.#rows += rows.length;
    this.#weight += weight;
    for (const [oldest, entry] of this.#entries) {
      if (this.#weight <= maxRows) break;
      this.#drop(oldest, entry);
    }
  }

  /** Call this after a commit of this store that changed these tables. */
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
    this.#weight = 0;
  }

  #drop(key: string, entry: Entry): void {
    this.#entries.delete(key);
    this.#rows -= entry.rows.length;
    this.#weight -= entry.weight;
  }
}

/** Returns the rows of ordinary length that take as much memory. An empty list needs an entry, too. */
function weightOf(rows: readonly object[]): number {
  let characters = 0;
  for (const row of rows) {
    for (const value of Object.values(row)) {
      if (typeof value === 'string') characters += value.length;
    }
  }
  return Math.max(1, rows.length + Math.floor(characters / CHARACTERS_PER_ROW));
}
