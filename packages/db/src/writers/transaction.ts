import Database from 'better-sqlite3';
import { retryWhileBusy } from '../connection/retry-while-busy.ts';
import { DatabaseError } from '../errors.ts';
import { toDatabaseError } from '../sqlite-error.ts';

/** Write transaction of one connection. */
export class Transaction {
  readonly #connection: Database.Database;
  readonly #patienceMs: number;
  readonly #begin;
  readonly #commit;
  readonly #rollback;

  /** @param patienceMs how long to try again for the lock after SQLite's own waiting gave up */
  constructor(connection: Database.Database, patienceMs: number) {
    this.#connection = connection;
    this.#patienceMs = patienceMs;
    this.#begin = connection.prepare('BEGIN IMMEDIATE');
    this.#commit = connection.prepare('COMMIT');
    this.#rollback = connection.prepare('ROLLBACK');
  }

  /** False also after a failed statement made SQLite roll back the whole transaction. */
  get isOpen(): boolean {
    return this.#connection.inTransaction;
  }

  /** Takes the write lock. */
  begin(): void {
    retryWhileBusy(() => this.#begin.run(), this.#patienceMs);
  }

  /** Commits, or rolls back and throws: `OUTCOME_UNKNOWN` if the disk failed, because the commit may have reached it. */
  commit(): void {
    try {
      this.#commit.run();
    } catch (error) {
      this.rollback();
      throw isDiskFailure(error) ? outcomeUnknown(error) : error;
    }
  }

  /** Runs one statement as a transaction of its own, without the cost of `BEGIN` and `COMMIT`. */
  alone<T>(runStatement: () => T): T {
    try {
      return retryWhileBusy(runStatement, this.#patienceMs);
    } catch (error) {
      throw isDiskFailure(error) ? outcomeUnknown(error) : error;
    }
  }

  /** Rolls back what SQLite has not rolled back by itself, as it does when the disk is full. */
  rollback(): void {
    if (!this.isOpen) return;
    try {
      this.#rollback.run();
    } catch (error) {
      // A failing disk can fail here, too; nothing of the transaction is left all the same.
      if (this.isOpen) throw error;
    }
  }
}

const isDiskFailure = (error: unknown) =>
  error instanceof Database.SqliteError && error.code.startsWith('SQLITE_IOERR');

function outcomeUnknown(cause: unknown): DatabaseError {
  return new DatabaseError(
    'OUTCOME_UNKNOWN',
    'The disk failed during the commit: the write is stored completely or not at all; read it before repeating it.',
    { cause, sqliteCode: toDatabaseError(cause).sqliteCode },
  );
}
