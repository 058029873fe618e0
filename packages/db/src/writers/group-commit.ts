import type { Database } from 'better-sqlite3';
import { toDatabaseError } from '../connection/sqlite-error.ts';
import type { Apply } from '../operations/apply.ts';
import { type Operation, runsSeveralStatements } from '../operations/operation.ts';
import { inOwnTransaction } from './own-transaction.ts';
import { Transaction } from './transaction.ts';
import type { Outcome } from './writer.ts';

/**
 * Commits many operations with one wait for the disk, and gives each its own outcome.
 *
 * A statement that fails undoes only itself; an operation of several statements runs in a savepoint.
 * Neither holds against what undoes the whole transaction (`ON CONFLICT ROLLBACK`, a full disk, a
 * deferred foreign key at COMMIT): then every operation runs again in a transaction of its own.
 */
export class GroupCommit {
  readonly #apply: Apply;
  readonly #transaction: Transaction;
  readonly #savepoint;
  readonly #undo;
  readonly #release;

  constructor(connection: Database, apply: Apply, patienceMs: number) {
    this.#apply = apply;
    this.#transaction = new Transaction(connection, patienceMs);
    this.#savepoint = connection.prepare('SAVEPOINT operation');
    this.#undo = connection.prepare('ROLLBACK TO operation');
    this.#release = connection.prepare('RELEASE operation');
  }

  /** Transactions committed so far. */
  get commits(): number {
    return this.#transaction.commits;
  }

  /** The outcomes in the order of the operations; those that are `done` are on disk. */
  run(operations: readonly Operation[]): Outcome[] {
    try {
      this.#transaction.begin();
    } catch (error) {
      return allFailed(operations, error);
    }
    const now = new Date().toISOString();
    const outcomes: Outcome[] = [];
    for (const operation of operations) {
      outcomes.push(this.#runWithin(operation, now));
      if (!this.#transaction.isOpen) return this.#runSingly(operations);
    }
    try {
      this.#transaction.commit();
      return outcomes;
    } catch (error) {
      return toDatabaseError(error).code === 'OUTCOME_UNKNOWN'
        ? allFailed(operations, error)
        : this.#runSingly(operations);
    }
  }

  #runWithin(operation: Operation, now: string): Outcome {
    const needsSavepoint = runsSeveralStatements(operation);
    if (needsSavepoint) this.#savepoint.run();
    try {
      const value = this.#apply(operation, now);
      if (needsSavepoint) this.#release.run();
      return { state: 'done', value };
    } catch (error) {
      if (needsSavepoint && this.#transaction.isOpen) {
        this.#undo.run();
        this.#release.run();
      }
      return { state: 'failed', error: toDatabaseError(error) };
    }
  }

  #runSingly(operations: readonly Operation[]): Outcome[] {
    return operations.map((operation) =>
      inOwnTransaction(this.#transaction, this.#apply, operation),
    );
  }
}

function allFailed(operations: readonly Operation[], cause: unknown): Outcome[] {
  const error = toDatabaseError(cause);
  return operations.map(() => ({ state: 'failed', error }));
}
