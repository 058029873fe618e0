import type { Database } from 'better-sqlite3';
import { retryWhileBusy } from '../connection/retry-while-busy.ts';
import { toDatabaseError } from '../sqlite-error.ts';
import { cancelled } from '../input/call-options.ts';
import type { Queries } from '../queries/queries.ts';
import { ListCost } from './list-cost.ts';
import { type ListRead, type Row, runListRead } from '../queries/list-read.ts';
import type { ReaderPool } from './reader-pool.ts';
import type { SlowStatement } from './reader-thread.ts';

export interface BalancedListsOptions {
  readonly connection: Database;
  readonly queries: Queries;
  readonly pool: ReaderPool;
  /** Longest time that the calling thread reads lists in one turn of the event loop, in ms; 0 leaves all of them to the pool. */
  readonly directReadMs: number;
  /** How long a read is repeated while another process holds the lock, in ms. */
  readonly patienceMs: number;
  readonly slowQueryMs: number;
  readonly onSlow: (read: ListRead, slow: SlowStatement) => void;
}

/**
 * Reads short lists on the calling thread, which is faster than copying them from another thread. Limits their time in one turn
 * of the event loop; further lists wait for the next turn. Lists that are expected to be long go to the pool.
 */
export class BalancedLists {
  readonly #options: BalancedListsOptions;
  readonly #cost: ListCost;
  /** Time spent on lists in this turn of the event loop. */
  #spentMs = 0;
  #turn: NodeJS.Immediate | null = null;
  #waiting: { begin: () => void }[] = [];

  constructor(options: BalancedListsOptions) {
    this.#options = options;
    this.#cost = new ListCost(options.connection);
  }

  /** Returns the rows at once if they were read on this thread. */
  read(read: ListRead, signal: AbortSignal | undefined): Row[] | Promise<Row[]> {
    const costMs = this.#cost.expectedMs(read);
    if (costMs > this.#options.directReadMs) return this.#readInPool(read, signal);
    if (this.#waiting.length === 0 && this.#hasTimeFor(costMs)) return this.#readHere(read);
    return this.#readLater(read, signal);
  }

  /** Resolves when no list waits for a turn. */
  async drain(): Promise<void> {
    while (this.#waiting.length > 0) await new Promise((resolve) => setImmediate(resolve));
  }

  #hasTimeFor(costMs: number): boolean {
    return this.#spentMs === 0 || this.#spentMs + costMs <= this.#options.directReadMs;
  }

  #readHere(read: ListRead): Row[] {
    const { queries, patienceMs, slowQueryMs, onSlow } = this.#options;
    this.#turn ??= setImmediate(() => this.#nextTurn());
    const startedAt = performance.now();
    const rows = retryWhileBusy(() => runListRead(queries, read), patienceMs);
    const durationMs = performance.now() - startedAt;
    this.#spentMs += durationMs;
    this.#cost.learn(read, rows.length, durationMs);
    if (durationMs > slowQueryMs) {
      const sql = queries.lastSql();
      onSlow(read, { durationMs, sql, plan: queries.planOf(sql) });
    }
    return rows;
  }

  async #readInPool(read: ListRead, signal: AbortSignal | undefined): Promise<Row[]> {
    const { rows, durationMs, slow } = await this.#options.pool.list(read, signal);
    this.#cost.learn(read, rows.length, durationMs);
    if (slow !== null) this.#options.onSlow(read, slow);
    return rows;
  }

  #readLater(read: ListRead, signal: AbortSignal | undefined): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      const withdraw = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(cancelled(signal as AbortSignal));
      };
      const waiting = {
        begin: () => {
          signal?.removeEventListener('abort', withdraw);
          try {
            resolve(this.#readHere(read));
          } catch (error) {
            reject(toDatabaseError(error));
          }
        },
      };
      signal?.addEventListener('abort', withdraw, { once: true });
      this.#waiting.push(waiting);
    });
  }

  #nextTurn(): void {
    this.#turn = null;
    this.#spentMs = 0;
    while (this.#waiting.length > 0 && this.#spentMs < this.#options.directReadMs) {
      this.#waiting.shift()?.begin();
    }
  }
}
