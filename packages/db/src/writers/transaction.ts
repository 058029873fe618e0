import Database from 'better-sqlite3';
import { retryWhileBusy } from '../connection/retry-while-busy.ts';
import { DatabaseError } from '../errors.ts';

/** The write transaction of one connection. */
export class Transaction {
  readonly #connection: Database.Database;
  readonly #patienceMs: number;
  readonly #begin;
  readonly #commit;
  readonly #rollback;

  /** @param patienceMs how long to go on asking for the lock once SQLite's own waiting gave up */
  constructor(connection: Database.Database, patienceMs: number) {
    this.#connection = connection;
    this.#patienceMs = patienceMs;
    this.#begin = connection.prepare('BEGIN IMMEDIATE');
    this.#commit = connection.prepare('COMMIT');
    this.#rollback = connection.prepare('ROLLBACK');
  }

  /** False also when a failed statement made SQLite roll the whole transaction back. */
  get isOpen(): boolean {
    return this.#connection.inTransaction;
  }

  /** Takes the write lock. */
  begin(): void {
    retryWhileBusy(() => this.#begin.run(), this.#patienceMs);
  }

  /** @throws after rolling back; `OUTCOME_UNKNOWN` where the disk failed, so that the commit may still be found there */
  commit(): void {
    try {
      this.#commit.run();
    } catch (error) {
      this.rollback();
      throw isDiskFailure(error) ? outcomeUnknown(error) : error;
    }
  }

  /** Runs one statement, which is a transaction of its own, without the cost of a `BEGIN` and a `COMMIT`. */
  alone<T>(runStatement: () => T): T {
    try {
      return retryWhileBusy(runStatement, this.#patienceMs);
    } catch (error) {
      throw isDiskFailure(error) ? outcomeUnknown(error) : error;
    }
  }

  rollback(): void {
    if (this.isOpen) this.#rollback.run();
  }
}

const isDiskFailure = (error: unknown) =>
  error instanceof Database.SqliteError && error.code.startsWith('SQLITE_IOERR');

function outcomeUnknown(cause: unknown): DatabaseError {
  return new DatabaseError(
    'OUTCOME_UNKNOWN',
    'The disk failed during the commit: the write is stored wholly or not at all; read it before repeating it.',
    { cause },
  );
}
